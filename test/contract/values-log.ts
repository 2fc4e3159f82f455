/**
 * A provider that hears itself: its messages to the engine and its debug log. The provider finds the engine by the first argument and the
 * main script of its process, so a copy of it is loaded with a stand-in for the SDK's protocol files in their place.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import type * as limiter from "../../src/aws/limiter";
import type * as engineLog from "../../src/provider/host/engine-log";
import type * as registry from "../../src/provider/host/run";
import type * as values from "../../src/provider/values/verbs";
import { thisProvider, verbsOf, type Provider } from "../helpers/stack/provider";
import { judgeMessage, watchVerbs } from "../helpers/watch-codes";

interface Recorder {
  __connectDataTablesMessages?: string[];
  __connectDataTablesWarnings?: string[];
}

const recorder = globalThis as Recorder;

/** Everything that the provider of `loudProvider` said while some work ran: warnings and info lines, then the debug log. */
export async function captureLog(work: () => Promise<void>): Promise<string> {
  recorder.__connectDataTablesMessages = [];
  recorder.__connectDataTablesWarnings = [];
  const debug: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (text: string | Uint8Array) => debug.push(String(text)) > 0;
  process.env.CONNECT_DATA_TABLES_LOG = "debug";
  try {
    await work();
  } finally {
    process.stderr.write = write;
    delete process.env.CONNECT_DATA_TABLES_LOG;
  }
  recorder.__connectDataTablesWarnings?.forEach(judgeMessage);
  const messages = recorder.__connectDataTablesMessages.filter((message) => message !== "alive?");
  return [...messages, ...debug].join("\n");
}

/** A copy of the provider of its own, which takes the stand-in for its engine and does not wait between two attempts. */
export function loudProvider(): Provider {
  const isSource = (file: string) => file.includes(`${sep}main${sep}src${sep}`) || file.includes(`${sep}src${sep}`);
  const kept = Object.entries(require.cache).filter(([file]) => isSource(file) && !file.includes("node_modules"));
  const [address, main] = [process.argv[2], process.mainModule];
  kept.forEach(([file]) => delete require.cache[file]);
  try {
    process.argv[2] = "stand-in";
    process.mainModule = { filename: join(standIn(), "cmd/dynamic-provider/index.js") } as NodeModule;
    /* eslint-disable @typescript-eslint/no-require-imports -- a second copy of modules that are loaded already */
    const { dataTableValuesVerbs } = require("../../src/provider/values/verbs") as typeof values;
    const { endRun } = require("../../src/provider/host/run") as typeof registry;
    const { useClock } = require("../../src/aws/limiter") as typeof limiter;
    const { assertEngineAlive, listenToLog } = require("../../src/provider/host/engine-log") as typeof engineLog;
    /* eslint-enable @typescript-eslint/no-require-imports */
    recorder.__connectDataTablesMessages = [];
    void assertEngineAlive(undefined);
    useClock({ now: () => performance.now(), sleep: () => new Promise((done) => setImmediate(done)) });
    watchVerbs(dataTableValuesVerbs);
    return {
      verbs: { ...thisProvider.verbs, ...verbsOf({ DataTableValues: dataTableValuesVerbs }) },
      endRun,
      listenToLog,
    };
  } finally {
    process.mainModule = main;
    if (address === undefined) process.argv.splice(2, 1);
    else process.argv[2] = address;
    kept.forEach(([file, module]) => (require.cache[file] = module));
  }
}

/** The folder of an SDK whose engine client writes down what it is told. */
function standIn(): string {
  const sdk = mkdtempSync(join(tmpdir(), "engine-stand-in-"));
  const files = {
    "proto/engine_pb.js": `exports.LogRequest = class {
      setSeverity(severity) { this.severity = severity; } setUrn() {} setEphemeral() {} setMessage(message) { this.message = message; } };`,
    "proto/engine_grpc_pb.js": `exports.EngineClient = class {
      log(request, done) {
        globalThis.__connectDataTablesMessages?.push(request.message);
        if (request.severity === 2) globalThis.__connectDataTablesWarnings?.push(request.message);
        done(null);
      } };`,
    "node_modules/@grpc/grpc-js/index.js": "exports.credentials = { createInsecure: () => undefined };",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(sdk, path, ".."), { recursive: true });
    writeFileSync(join(sdk, path), text);
  }
  return sdk;
}
