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

/** `a, b and c`, for messages. */
export function listOf(words: readonly string[], last = "and"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1] ?? ""}`;
}

/** Whether a value is an object with named members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
