#!/usr/bin/env node
/** The executable that the engine starts: it prints the port on which it listens, and serves until it is ended. */
import { showDebugLog } from "../aws/connection";
import { engineInfo } from "../provider/host/engine-log";
import { listenTo } from "./server/engine";
import { pluginHost, runIn } from "../provider/host/advice";
import { endAfterRunning } from "./server/running";
import { startServer } from "./server/serve";
import { pluginVersion } from "./version";

const args = process.argv.slice(2);
// The engine may put options of its own before its address.
const address = args.find((arg) => !arg.startsWith("-"));

if (args.includes("--version")) {
  process.stdout.write(`${pluginVersion()}\n`);
} else {
  runIn(pluginHost);
  if (address !== undefined) {
    listenTo(address);
    showDebugLog((line) => void engineInfo(undefined, line));
  }
  // This is also how the engine ends its plugins: it waits five seconds for one that does not go.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => endAfterRunning(() => process.exit(0)));
  void startServer().then(({ port }) => process.stdout.write(`${port}\n`));
}
