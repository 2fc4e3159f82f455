#!/usr/bin/env node
import { runCli } from "./cli";
import { cliError, exitCodes } from "./context";
import { showProblems } from "./show-problems";

const { env, stdin, stdout, stderr } = process;

/** The reader of a pipe may go away at any time (`… | head`); that is no error. A full disk is one, which ends the command. */
function endOfOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
  const problem = cliError("FILE_NOT_WRITTEN", `cannot write to standard output: ${error.message}`);
  showProblems({ stderr }, problem.problems);
  process.exit(exitCodes.error);
}

stdout.on("error", endOfOutput);
stderr.on("error", () => undefined);

const stopped = () =>
  new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });

void runCli(process.argv.slice(2), { env, stdin, stdout, stderr, stopped }).then((exitCode) => {
  process.exitCode = exitCode;
});
