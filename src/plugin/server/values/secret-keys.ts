/** Keys that are secrets. A row is named by its key in state, previews and messages, so a key cannot be one. */
import type { ArgumentProblem, Path } from "../../../core/arguments/check-shape";
import { isRecord } from "../../../core/record";
import { Secret } from "../properties";

/** What is refused of rows and moves; empty when no key is a secret. */
export function secretKeyProblems(rows: unknown, moved: unknown, primary: readonly string[]): ArgumentProblem[] {
  const ofRows = rows instanceof Secret ? [problem("`rows` as a whole", ["rows"])] : inRows(rows, primary);
  return holdsSecret(moved) ? [...ofRows, problem("`moved`", ["moved"])] : ofRows;
}

function inRows(rows: unknown, primary: readonly string[]): ArgumentProblem[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown, index) => {
    const path = ["rows", String(index)];
    if (row instanceof Secret) return [problem(`row ${index + 1} as a whole`, path)];
    if (!isRecord(row)) return [];
    return primary
      .filter((column) => row[column] instanceof Secret)
      .map((column) => problem(`the key column ${JSON.stringify(column)} of row ${index + 1}`, [...path, column]));
  });
}

function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}

function problem(label: string, path: Path): ArgumentProblem {
  const message = `${label} is a secret, but a row is named by its key in state, previews and messages.`;
  const hint =
    "Declare rows as plain records, with only the cells to hide as secrets, or name the columns to hide in `sensitive`.";
  return { code: "INVALID_KEY", severity: "error", message, hint, path };
}
