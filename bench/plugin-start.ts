/**
 * How long the plugin takes to start, beside a Node process that does nothing: `npm run bench:start -- [rounds]`. Each round starts both, so that a
 * busy machine is equally busy for both; the ratios are medians over the rounds.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureRequest, GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { summary } from "./measure";

/** Milliseconds after the start of the process. */
interface Start {
  readonly port: number;
  readonly configured: number;
  readonly schema: number;
}

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 15);
  const { bundlePlugin } = await import("../scripts/bundle-plugin.mjs");
  const folder = mkdtempSync(join(tmpdir(), "plugin-start-"));
  const bundle = join(folder, "plugin.js");
  try {
    await bundlePlugin(bundle);
    console.log(`bundle: ${statSync(bundle).size} bytes`);
    await startPlugin(bundle);
    const found: { node: number; plugin: Start }[] = [];
    for (let round = 0; round < rounds; round++) {
      found.push({ node: await startNode(), plugin: await startPlugin(bundle) });
    }
    show("node -e 0", found, ({ node }) => node);
    show("plugin, port printed", found, ({ plugin }) => plugin.port);
    show("plugin, Configure answered", found, ({ plugin }) => plugin.configured);
    show("plugin, GetSchema answered after it", found, ({ plugin }) => plugin.schema);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function show<T extends { readonly node: number }>(name: string, rounds: readonly T[], of: (round: T) => number): void {
  const [time, ratio] = [summary(rounds.map(of)), summary(rounds.map((round) => of(round) / round.node))];
  const spread = `${ratio.least.toFixed(1)} to ${ratio.most.toFixed(1)}`;
  console.log(`${name}: ${time.median.toFixed(0)} ms, ${ratio.median.toFixed(1)} times node -e 0 (${spread})`);
}

async function startNode(): Promise<number> {
  const start = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "close");
  return performance.now() - start;
}

/** The engine's order: the port, then Configure; a host of YAML asks for the schema. */
async function startPlugin(bundle: string): Promise<Start> {
  const start = performance.now();
  const passed = () => performance.now() - start;
  const child = spawn(process.execPath, [bundle], { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  const port = passed();
  const client = new ResourceProviderClient(`127.0.0.1:${Number(text)}`, grpc.credentials.createInsecure());
  await new Promise<void>((resolve, reject) => {
    client.configure(new ConfigureRequest(), (error) => (error ? reject(error) : resolve()));
  });
  const configured = passed();
  await new Promise<void>((resolve, reject) => {
    client.getSchema(new GetSchemaRequest(), (error) => (error ? reject(error) : resolve()));
  });
  const schema = passed();
  client.close();
  child.kill();
  await once(child, "close");
  return { port, configured, schema };
}

void main();
