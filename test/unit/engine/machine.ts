import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A pretended machine: a PATH with nothing but what the test puts there, a cache of its own, no internet. */
export interface Machine {
  root: string;
  bin: string;
  cache: string;
  env: NodeJS.ProcessEnv;
  remove(): void;
}

export function newMachine(): Machine {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "engine-spec-")));
  const [bin, cache] = [join(root, "bin"), join(root, "cache")];
  mkdirSync(bin);
  for (const tool of ["tar", "gzip"]) symlinkSync(whereIs(tool), join(bin, tool));
  const env = { PATH: bin, PULUMI_ENGINE_CACHE_DIR: cache, PULUMI_ENGINE_BASE_URL: "http://127.0.0.1:9/" };
  return { root, bin, cache, env, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function whereIs(tool: string): string {
  return execFileSync("/bin/sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).trim();
}

export function addScript(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text, { mode: 0o755 });
  return join(folder, name);
}

export const SHIM = "pulumi-resource-pulumi-nodejs";
const answer = (text: string) => `#!/bin/sh\necho ${text}\n`;

export function addPulumi(folder: string, version: string): void {
  addScript(folder, "pulumi", answer(`v${version}`));
}

export function addHelpers(folder: string, names = ["pulumi-language-nodejs", SHIM]): void {
  for (const name of names) addScript(folder, name, answer(name));
}

/** A `go` that "builds" a script which answers with the version of the linker flag, and notes how it was called. */
export function addGo(machine: Machine, goVersion: string): () => string {
  const notes = join(machine.root, "go-calls");
  const text = `#!${process.execPath}
    const { appendFileSync, writeFileSync } = require("node:fs");
    const args = process.argv.slice(2);
    const { GOFLAGS, GOWORK, CGO_ENABLED } = process.env;
    appendFileSync(${JSON.stringify(notes)}, JSON.stringify({ args, GOFLAGS, GOWORK, CGO_ENABLED }) + "\\n");
    if (args[0] === "env") console.log("go${goVersion}");
    else {
      const version = /=(v[\\d.]+)$/.exec(args[2])[1];
      writeFileSync(args[4], "#!/bin/sh\\necho " + version + "\\n", { mode: 0o755 });
    }`;
  addScript(machine.bin, "go", text);
  return () => readFileSync(notes, "utf8");
}

export interface Mirror {
  url: string;
  requests: string[];
  close(): Promise<void>;
}

/** What a mirror serves in place of the true checksum, or of a `pulumi` of the version that the archive is named after. */
export interface Faults {
  checksum?: string;
  content?: string;
}

/** Serves an archive with a `pulumi` in it, and its checksums. */
export async function newMirror(machine: Machine, version: string, wrong: Faults = {}): Promise<Mirror> {
  const name = `pulumi-v${version}-${process.platform}-${process.arch}.tar.gz`;
  const archive = packRelease(machine, wrong.content ?? version, name);
  const sum = wrong.checksum ?? createHash("sha256").update(archive).digest("hex");
  const files: Record<string, Buffer | string> = {
    [`/sdk/${name}`]: archive,
    [`/sdk/pulumi-${version}-checksums.txt`]: `${"0".repeat(64)}  other.tar.gz\n${sum}  ${name}\n`,
  };
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    const file = files[request.url ?? ""];
    setTimeout(() => response.writeHead(file ? 200 : 404).end(file), 100);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sdk`;
  return { url, requests, close: () => new Promise((done) => server.close(() => done())) };
}

function packRelease(machine: Machine, version: string, name: string): Buffer {
  const content = join(machine.root, "release");
  addPulumi(join(content, "pulumi"), version);
  addHelpers(join(content, "pulumi"), ["pulumi-language-nodejs"]);
  execFileSync("tar", ["-czf", join(machine.root, name), "-C", content, "pulumi"]);
  return readFileSync(join(machine.root, name));
}
