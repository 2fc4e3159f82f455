#!/usr/bin/env node
/** The executable that the engine starts: it prints the port on which it listens, and serves until it is ended. */
import { listenTo } from "./server/engine";
import { pluginHost, runIn } from "../provider/host/advice";
import { startServer } from "./server/serve";
import { pluginVersion } from "./version";

const args = process.argv.slice(2);
// The engine may put options of its own before its address.
const address = args.find((arg) => !arg.startsWith("-"));

if (args.includes("--version")) {
  process.stdout.write(`${pluginVersion()}\n`);
} else {
  runIn(pluginHost);
  if (address !== undefined) listenTo(address);
  // A Ctrl-C reaches the whole terminal; the engine tells what it means by a call.
  process.on("SIGINT", () => undefined);
  void startServer().then(({ port }) => process.stdout.write(`${port}\n`));
}
