import { visible, visibleLines } from "./text";

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
  readonly severity: "error" | "warning" | "info";
  /** The row as `rowLabel` shows it; absent when the problem is not about a row. */
  readonly row?: string;
  /** The column (the service says attribute); absent when the problem is not about a column. */
  readonly column?: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly hint?: string;
  readonly position?: Position;
  /** How many problems of one kind this one stands for. Default: 1. */
  readonly count?: number;
}

/** Every code, with the one sentence that `docs/errors.md` opens its entry with. Tests compare the two in both directions. */
export const problemCatalogue = {
  ROW_WITHOUT_VALUES: "A row has key columns only; the service has no way to create one.",
  MISSING_KEY: "A row lacks one of the key columns.",
  DUPLICATE_ROW: "Two rows have the same key.",
  INVALID_KEY: "A key is not a string, a number or a boolean, is too long, or is a secret.",
  KEY_IN_DEFAULTS: "The default record names a key column.",
  UNKNOWN_COLUMN: "A row names a column that the table does not have.",
  INVALID_NAME: "A name breaks the service's rules for names.",
  WRONG_TYPE: "A value does not fit the type of its column.",
  INVALID_VALUE: "A value is of a kind that no column can hold.",
  NOT_A_NUMBER: "A number is NaN, infinite, or a string that is not a decimal number.",
  LITERAL_EXPRESSION: "A plain string begins with '='; the service would evaluate it as an expression.",
  INVALID_EXPRESSION: "An expression does not begin with '=', or is used where the service does not allow one.",
  TEXT_TOO_LONG: "A string is longer than the service or the column allows.",
  TEXT_TOO_SHORT: "A string is shorter than the column allows.",
  TOO_MANY_ITEMS: "A list has more items than the service or the column allows.",
  TOO_FEW_ITEMS: "A list has fewer items than the column allows.",
  OUT_OF_RANGE: "A number is outside the range, or not a multiple of the step, that the column allows.",
  NOT_IN_ENUM: "A value is not among the values that the column allows.",
  INVALID_IDENTITY:
    "An id or ARN of an instance or a table is malformed, contradicts another one, or is an id that no table has.",
  REGION_CHANGED: "The environment names a different Region than the one that state records for the table.",
  NO_REGION: "No Region is set anywhere.",
  KEY_COLUMNS_CHANGED: "The key columns differ from those of the table, or from those in state.",
  IGNORED_AND_DECLARED: "A cell is declared and ignored at the same time.",
  IMPOSSIBLE_MOVE: "Rows cannot be moved as declared.",
  OVERLAP: "Two resources of the program claim the same cell, or one of them claims the whole table.",
  GUARD: "The change is larger than the guard allows.",
  OVER_QUOTA: "The table would hold more values than its quota.",
  CONFLICT: "A cell was changed by another writer.",
  NOT_CHECKED: "The live table could not be read, so only what does not depend on it was checked.",
  INVALID_SETTING: "An argument has an invalid value.",
  DUPLICATE_COLUMN: "Two columns have the same name; the service ignores case and surrounding spaces.",
  TOO_MANY_COLUMNS: "A table has more columns, or more key columns, than the service allows.",
  INVALID_TAG: "A tag breaks the service's rules for tags.",
  INVALID_RULE:
    "A rule of a column does not exist, has a value that the service does not accept, or lists values that do not fit the column.",
  RULE_NOT_APPLICABLE: "A rule does not apply to the type of its column.",
  CONTRADICTING_RULES: "Two rules of a column contradict each other.",
  INVALID_RENAME: "A column is renamed in a way that the service cannot carry out.",
  COLUMN_REMOVAL: "A column is no longer declared, and removing it would destroy its values.",
  COLUMN_EXISTS: "A column of this name already exists and differs from the declared one.",
  COLUMN_TYPE_CHANGE: "A column changes its type; the service leaves its stored values as they are.",
  KEY_COLUMN_CHANGE: "Key columns cannot be added, removed, promoted or demoted while the table holds values.",
  TABLE_EXISTS: "A table of this name already exists and was not created by this resource.",
  TABLE_GONE: "The table was deleted by someone else.",
  TABLE_CHANGED: "A setting of the table was changed by someone else.",
  TABLE_ADOPTED: "A table that was taken over is not deleted unless that is allowed.",
  TABLE_NOT_EMPTY: "A table is not deleted while it holds values that state does not record as ours.",
  FILE_UNREADABLE: "A file cannot be read.",
  FILE_TOO_LARGE: "A file is larger than any table file needs to be.",
  FILE_ENCODING: "A file is not written in UTF-8.",
  YAML_SYNTAX: "A file is not valid YAML.",
  YAML_UNSUPPORTED: "A feature of YAML that has no meaning in a table file: a merge key, a tag, a second document.",
  YAML_AMBIGUOUS: "An unquoted value that other YAML tools may not read as a string.",
  UNKNOWN_SETTING: "An argument, a setting or a property of one has a name that does not exist.",
  MISSING_SETTING: "A required argument or setting is missing.",
  DUPLICATE_ENTRY: "A file or an argument names the same thing twice.",
  EMPTY_ENTRY: "A name in a file has no value.",
  UNSEEN_CHARACTERS: "A key or a string has white space at an end, or invisible or control characters in it.",
  UNKNOWN_VARIABLE: "A value uses a variable that the file does not declare.",
  MISSING_VARIABLE: "A variable of a file has no value.",
  UNUSED_VARIABLE: "A file declares a variable that nothing in it uses.",
  CSV_SYNTAX: "A CSV file breaks the rules for quotes.",
  CSV_HEADER: "The first line of a CSV file does not name the columns.",
  NO_PREVIEW: "The input of a report is not what `pulumi preview --json` prints.",
  CSV_CELL_COUNT: "A line of a CSV file has more or fewer cells than its first line.",
  UNREACHABLE_PACKAGE: "The package cannot be found from the program's folder.",
  UNUSED_SETTING: "A setting in the stack's configuration is not used by this package.",
  INCOMPLETE: "An update ended before everything was written.",
  REFUSED: "The service refused a change.",
  ACCESS_DENIED: "The credentials lack a required permission.",
  ACCOUNT_NOT_ALLOWED: "The credentials belong to an account that is not among the allowed ones.",
  UNREACHABLE: "The service cannot be reached, or does not accept the credentials.",
  NOT_FOUND: "A table, or its instance, was not found with these credentials in this Region.",
  THROTTLED: "The service throttles requests.",
  QUOTA_REACHED: "A quota of the service has been reached.",
  SERVICE_ERROR: "The service failed, or its response was lost.",
  ENGINE_GONE: "The `pulumi` process ended, so nothing more was written.",
  CANCELLED: "The update was cancelled by the user, so nothing more was written.",
  NEWER_STATE: "State was written by a newer release of this package.",
  REPLACED: "Values that another writer may have written are replaced or removed.",
  DRIFT: "A value was edited outside of this program and is left as it is.",
  REWRITTEN: "The service stores a value in a different spelling than the declared one.",
  TO_CREATE: "Values will be created that the inputs do not show as new.",
  TO_UPDATE: "Values will be updated that the inputs do not show as updated.",
  TO_DELETE: "Values will be deleted that the inputs do not show as deleted.",
  RELEASED: "Values stay in the table and are no longer managed.",
  TAKEN_OVER: "Values are live as declared: state records them, and nothing is written.",
  RENAMED: "Columns have another name; their values are not written.",
  UNCHANGED: "The inputs of some cells differ from state, but nothing is written.",
  VALUES_STAY: "Values that were in the table before this stack stay when their resource is deleted.",
  INITIAL_KEPT: "The value of an `initial` column belongs to others and is left as it is.",
  INVALID_RESOLVE: "An entry of `resolve` is malformed, or asks for what cannot be done.",
  RESOLVE_UNUSED: "An entry of `resolve` decides nothing.",
  INVALID_OPTION: "A command-line option or argument is missing, or has an invalid value.",
  FILE_NOT_WRITTEN: "A file already exists, or cannot be written.",
  SIMULATOR: "The simulator cannot start, or rejects a table.",
  INTERNAL: "An unexpected error in this package.",
} as const;

/** A code of the catalogue. */
export type ProblemCode = keyof typeof problemCatalogue;

/**
 * The problem on as many lines as it needs, without colour; the code closes the first one. Control characters, bidirectional and zero-width
 * ones are shown as escapes: they come from files and from the service, and a terminal would obey them.
 */
export function renderProblem(problem: Problem): string {
  const where = problemPlace(problem);
  return `${where}${where && " "}${renderBody(problem)}`;
}

/** Problems that are one message. `title` says what they are about where they do not say it themselves. */
export interface Problems {
  readonly title?: string;
  readonly problems: readonly Problem[];
}

/** Problems apart by their severity, each in their order. */
export function bySeverity(problems: readonly Problem[]): Record<"errors" | "warnings", readonly Problem[]> {
  const of = (severity: Problem["severity"]) => problems.filter((problem) => problem.severity === severity);
  return { errors: of("error"), warnings: of("warning") };
}

/** All problems in one text, under their title. */
export function renderProblems({ title, problems }: Problems): string {
  return [...(title === undefined ? [] : [visible(title)]), ...problems.map(renderProblem)].join("\n");
}

/** Where a problem is, as `file:line:column:`; empty when that is not known. */
export function problemPlace({ position }: Problem): string {
  return position ? `${visible(position.file)}:${position.line}:${position.column}:` : "";
}

/** The problem without its place. */
export function renderBody({ row, column, message, hint, code, position }: Problem): string {
  const subject = [row !== undefined && `row "${visible(row)}"`, column !== undefined && `column "${visible(column)}"`]
    .filter(Boolean)
    .join(", ");
  const [first = "", ...more] = visibleLines(message).split("\n");
  const lines = [`${subject ? `${subject}: ` : ""}${first} [${code}]`, ...more];
  return [...lines, ...(hint ? [`  ${visibleLines(hint)}`] : []), ...sourceLines(position)].join("\n");
}

function sourceLines(position: Position | undefined): string[] {
  if (position?.source === undefined) return [];
  return [`  ${visible(position.source)}`, `  ${" ".repeat(Math.max(0, position.column - 1))}^`];
}
