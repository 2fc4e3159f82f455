import { renderProblems, type Problem, type Problems } from "./problem";

/** What the executable ends with, and a verb that keeps nothing of what it did: problems, each with its code. The text is that of `renderProblems`. */
export class ProblemError extends Error {
  override readonly name: string = "ProblemError";
  readonly problems: readonly Problem[];
  readonly title?: string;

  constructor(what: Problem | Problems, options?: ErrorOptions) {
    const { problems, title }: Problems = "problems" in what ? what : { problems: [what] };
    super(renderProblems({ problems, title }), options);
    this.problems = problems;
    this.title = title;
  }
}

/** What was thrown as problems: those of a `ProblemError`, and one of code `INTERNAL` for what no one expected. */
export function problemsOf(thrown: unknown): readonly Problem[] {
  return thrown instanceof ProblemError ? thrown.problems : [unexpected(thrown)];
}

function unexpected(thrown: unknown): Problem {
  const message = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  const hint =
    "This is a mistake in pulumi-connect-data-tables; please report it. CONNECT_DATA_TABLES_LOG=debug shows where it happened.";
  return { code: "INTERNAL", severity: "error", message, hint };
}
