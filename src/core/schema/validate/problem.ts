import type { Problem, ProblemCode } from "../../problem";

/** A problem with the place of the setting in the declaration, as `["attributes", "Seats", "validation", "minimum"]`: for a file's reader. */
export interface TableProblem extends Problem {
  readonly path: readonly string[];
}

/** A problem of a declaration; a path into `attributes` also tells the column. */
export function tableProblem(code: ProblemCode, path: readonly string[], message: string, hint?: string): TableProblem {
  const column = path[0] === "attributes" ? path[1] : undefined;
  return { code, severity: "error", column, message, hint, path };
}

/** Tells a value that is not known yet (a preview) from one that can be checked. */
export type IsUnknown = (value: unknown) => boolean;

/** A value as a person would write it, cut short. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
