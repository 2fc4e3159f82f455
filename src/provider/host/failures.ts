/** How a verb fails: what a check refuses, an error that keeps what was done, and errors that reach the terminal once. */
import { renderProblems, type Problem, type Problems } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import { thrownProblems } from "../../sync/service-problem";

/** How a check refuses: the engine shows the reason, and the property only where it is not empty. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** All problems of a check as the one failure that the engine shows. */
export function checkFailures(problems: Problems): CheckFailure[] {
  return [{ property: "", reason: renderProblems(problems) }];
}

/** What to say of state that a newer release of this package wrote; `undefined` when this release reads it. `subject`: whose state it is. */
export function newerState(subject: string, version: number | undefined, known: number): Problem | undefined {
  if (version === undefined || version <= known) return undefined;
  return {
    code: "NEWER_STATE",
    severity: "error",
    message: `the state of ${subject} was written by a newer release of pulumi-connect-data-tables (schema ${version}, this release reads up to ${known}).`,
    hint: "Update the package: npm install pulumi-connect-data-tables@latest.",
  };
}

/** An error that keeps what was done: the engine saves `properties` as the resource's outputs and shows `reasons`, one for each problem. */
export class PartialFailure extends Error {
  readonly reasons: string[];

  /** The host adds no `__provider` to the properties of an error; without it the resource could not be deleted. */
  constructor(
    readonly id: string,
    readonly properties: Record<string, unknown>,
    { title, problems }: Problems,
  ) {
    const reasons = problems.map((problem, index) =>
      renderProblems({ title: index === 0 ? title : undefined, problems: [problem] }),
    );
    super(reasons[0]);
    this.reasons = reasons;
  }
}

/**
 * The host prints `${error}: ${error.stack}` with `console.error` for a failure in check, diff, read and delete, beside the message that the
 * engine shows anyway; and a thrown value that is no `Error` hangs the engine. So whatever leaves a verb is an `Error` whose text is this mark,
 * and lines that begin with it are not printed. And it is a `ProblemError` or a `PartialFailure`: problems with their codes.
 */
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
