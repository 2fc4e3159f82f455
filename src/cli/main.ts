#!/usr/bin/env node
import { runCli } from "./cli";

/** The reader of a pipe may go away at any time (`… | head`); that is not an error, nor a reason for a stack trace. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
}

process.stdout.on("error", ignoreBrokenPipe);
process.stderr.on("error", ignoreBrokenPipe);

const { env, stdin, stdout, stderr } = process;
const stopped = () =>
  new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });

void runCli(process.argv.slice(2), { env, stdin, stdout, stderr, stopped }).then((exitCode) => {
  process.exitCode = exitCode;
});
