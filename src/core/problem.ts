/** Where in a file something stands: both numbers begin at 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The text of the line, shown under the message. */
  readonly source?: string;
}

/**
 * One thing that is wrong, in a form that every edge can print: a code of `docs/errors.md`, what it is about, what is wrong and
 * what to do next. Checks collect problems and never throw, so that a person sees all of them at once.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: "error" | "warning";
  /** The row as `rowLabel` shows it; absent when the problem is not about a row. */
  readonly row?: string;
  /** The column (the service says attribute); absent when the problem is not about a column. */
  readonly column?: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly hint?: string;
  readonly position?: Position;
}

/** Every code, with the one sentence that `docs/errors.md` opens its entry with. Tests compare the two in both directions. */
export const problemCatalogue = {
  ROW_WITHOUT_VALUES: "A row has key columns only; the service has no way to create one.",
  MISSING_KEY: "A row lacks one of the key columns.",
  DUPLICATE_ROW: "Two rows have the same key.",
  INVALID_KEY: "A key is not a text, a number or a boolean, or is too long.",
  KEY_IN_DEFAULTS: "The default record names a key column.",
  UNKNOWN_COLUMN: "A row names a column that the table does not have.",
  INVALID_NAME: "A name breaks the service's rules for names.",
  WRONG_TYPE: "A value does not fit the type of its column.",
  INVALID_VALUE: "A value is of a kind that no column can hold.",
  NOT_A_NUMBER: "A number is NaN, infinite, or a text that is no decimal number.",
  LITERAL_EXPRESSION: "A plain text begins with '='; the service would run it as an expression.",
  INVALID_EXPRESSION: "An expression does not begin with '=', or stands where the service allows none.",
  TEXT_TOO_LONG: "A text is longer than the service or the column allows.",
  TEXT_TOO_SHORT: "A text is shorter than the column allows.",
  TOO_MANY_ITEMS: "A list has more items than the service or the column allows.",
  TOO_FEW_ITEMS: "A list has fewer items than the column allows.",
  OUT_OF_RANGE: "A number is outside the range, or no multiple of the step, that the column allows.",
  NOT_IN_ENUM: "A value is not among the values that the column allows.",
  INVALID_SETTING: "An argument has a value that makes no sense.",
} as const;

/** A code of the catalogue. */
export type ProblemCode = keyof typeof problemCatalogue;

/** `error[CODE] …` on as many lines as it needs, without colour. */
export function renderProblem(problem: Problem): string {
  const subject = [
    problem.row !== undefined && `row "${problem.row}"`,
    problem.column !== undefined && `column "${problem.column}"`,
  ]
    .filter(Boolean)
    .join(", ");
  const where = problem.position && `${problem.position.file}:${problem.position.line}:${problem.position.column}: `;
  const first = `${where || ""}${subject ? `${subject}: ` : ""}${problem.message} [${problem.code}]`;
  return [first, problem.hint && `  ${problem.hint}`, ...sourceLines(problem.position)].filter(Boolean).join("\n");
}

function sourceLines(position: Position | undefined): string[] {
  if (position?.source === undefined) return [];
  return [`  ${position.source}`, `  ${" ".repeat(Math.max(0, position.column - 1))}^`];
}
