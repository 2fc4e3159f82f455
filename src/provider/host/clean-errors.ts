/**
 * Errors that reach the terminal as their message and nothing else. The host prints `${error}: ${error.stack}` with `console.error` for a
 * failure in check, diff, read and delete, beside the message that the engine shows anyway; and a thrown value that is no `Error` hangs the
 * engine. So whatever leaves a verb is an `Error` whose text is a mark, and lines that begin with the mark are not printed. And it is a
 * `ProblemError` or a `PartialFailure`: problems with their codes.
 */
import { ProblemError } from "../../core/problem-error";
import { thrownProblems } from "../../sync/service-problem";
import { PartialFailure } from "./partial-failure";

const mark = "\u0000pulumi-connect-data-tables\u0000";

let wrapped = false;

/** Runs a verb so that every failure is an `Error` and is shown once, by the engine. */
export async function withCleanErrors<T>(verb: () => Promise<T> | T): Promise<T> {
  wrapConsole();
  try {
    return await verb();
  } catch (thrown) {
    const error = withCodes(thrown);
    error.toString = () => mark;
    if (process.env.CONNECT_DATA_TABLES_LOG !== "debug") error.stack = "";
    throw error;
  }
}

function withCodes(thrown: unknown): ProblemError | PartialFailure {
  if (thrown instanceof ProblemError || thrown instanceof PartialFailure) return thrown;
  const error = new ProblemError({ problems: thrownProblems(thrown) }, { cause: thrown });
  if (thrown instanceof Error) error.stack = thrown.stack;
  return error;
}

/* eslint-disable no-console -- the host's own printing is what has to be kept quiet */
function wrapConsole(): void {
  if (wrapped) return;
  wrapped = true;
  const print = console.error.bind(console);
  console.error = (...args: unknown[]) => {
    if (typeof args[0] === "string" && args[0].startsWith(mark)) return;
    print(...args);
  };
}
