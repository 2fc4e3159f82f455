/** Rows and moves as a program writes them, by their row keys, and what is wrong with the keys. */
import { rowKey, rowLabel, defaultRowKey } from "../cells/row-key";
import { decimalText } from "../decimal";
import type { Problem } from "../problem";
import type { ArgumentProblem } from "./check-shape";
import { forgottenKeyColumns } from "./program";

/** Rows by their keys. */
export interface Keyed {
  readonly rows: Record<string, Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

/** Moves between row keys. */
export interface KeyedMoves {
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  readonly problems: readonly Problem[];
}

/** One row, flat: column → value. */
type Row = Readonly<Record<string, unknown>>;

/** A move as a program writes it: both ends by their key columns. */
export interface WrittenMove {
  readonly from: Row;
  readonly to: Row;
}

/** Moves whose ends are known. */
export function keyPlainMoves(moves: readonly WrittenMove[], primary: readonly string[]): KeyedMoves {
  const problems = moves.flatMap((move, index) =>
    (["from", "to"] as const).flatMap((end): Problem[] => {
      const names = Object.keys(move[end]);
      if (names.length === primary.length && primary.every((name) => isKeyValue(move[end][name]))) return [];
      const message = `\`${end}\` of move ${index + 1} is not the key of a row.`;
      const columns = primary.join(", ") || "the table has none";
      const hint = `Set each key column to a string, a number or a boolean: ${columns}.`;
      return [{ code: "IMPOSSIBLE_MOVE", severity: "error", message, hint }];
    }),
  );
  return { moves: moves.map(({ from, to }) => ({ from: keyOf(from), to: keyOf(to) })), problems };
}

/** Rows whose keys are known; a cell may be anything, and is handed on untouched. */
export function keyPlainRows(rows: unknown, primary: readonly string[]): Keyed {
  if (!Array.isArray(rows)) return { rows: {}, problems: [notRows(rows)] };
  if (rows.length > 0 && primary.length === 0) return { rows: {}, problems: [forgottenKeyColumns()] };
  const problems: Problem[] = [];
  const entries = new Map<string, { readonly cells: Record<string, unknown>; readonly position: number }>();
  rows.forEach((row: unknown, index) => {
    const position = index + 1;
    const key = readKey(row, primary, position, problems);
    if (key === undefined) return;
    const earlier = entries.get(key);
    if (earlier) problems.push(duplicateRow(key, position, earlier.position));
    else {
      const cells = Object.entries(row as Row).filter(([column]) => !primary.includes(column));
      entries.set(key, { cells: withoutPrototype(cells, rowLabel(key), problems), position });
    }
  });
  return { rows: Object.fromEntries([...entries].map(([key, { cells }]) => [key, cells])), problems };
}

/** An `Output` whose value is not a list, as of a stack reference that has no such output. */
function notRows(rows: unknown): ArgumentProblem {
  const kind = rows === null || rows === undefined ? String(rows) : `of type ${typeof rows}`;
  const message = `rows is an Output whose value is ${kind}.`;
  const hint = "Use a list of rows; an output that a stack reference does not have is undefined.";
  return { code: "INVALID_SETTING", severity: "error", message, hint, path: ["rows"] };
}

function duplicateRow(key: string, position: number, earlier: number): Problem {
  const hint = "Keep one of the rows, or add the column that tells them apart to primaryAttributes.";
  const message = `row ${position} has the same key as row ${earlier}.`;
  return { code: "DUPLICATE_ROW", severity: "error", row: rowLabel(key), message, hint };
}

/** The cells as an object. A column named `__proto__` would be lost on its way to the engine. */
export function withoutPrototype(
  cells: readonly (readonly [string, unknown])[],
  row: string,
  problems: Problem[],
): Record<string, unknown> {
  if (cells.some(([column]) => column === "__proto__")) {
    const message = "a column of this name cannot be represented in JavaScript.";
    const about = { row, column: "__proto__", message, hint: "Rename the column." };
    problems.push({ code: "INVALID_NAME", severity: "error", ...about });
  }
  return Object.fromEntries(cells.filter(([column]) => column !== "__proto__"));
}

/** The label of the default record. */
export const defaultLabel = rowLabel(defaultRowKey);

function readKey(row: unknown, primary: readonly string[], position: number, problems: Problem[]): string | undefined {
  const at = `row ${position}`;
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    const kind = row === null || row === undefined ? String(row) : Array.isArray(row) ? "a list" : `a ${typeof row}`;
    const hint = "Use an object: { <column>: <value>, … }.";
    problems.push({ code: "INVALID_KEY", severity: "error", message: `${at} is ${kind}, not an object.`, hint });
    return undefined;
  }
  const before = problems.length;
  for (const column of primary) {
    const value = Object.hasOwn(row, column) ? (row as Row)[column] : undefined;
    if (value === undefined || value === null) {
      const hint = "Set every key column in each row.";
      const message = `${at} has no value in this key column.`;
      problems.push({ code: "MISSING_KEY", severity: "error", column, message, hint });
    } else if (!isKeyValue(value)) {
      const hint = "Use a string, a number or a boolean of at most 1,000 characters.";
      const message = `the value of this key column in ${at} is not a key.`;
      problems.push({ code: "INVALID_KEY", severity: "error", column, message, hint });
    }
  }
  return problems.length > before ? undefined : keyOf(pick(row as Row, primary));
}

function isKeyValue(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "boolean" || (typeof value === "string" && [...value].length <= 1000);
}

function pick(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

function keyOf(key: Row): string {
  return rowKey(Object.fromEntries(Object.entries(key).map(([name, value]) => [name, keyText(value)])));
}

function keyText(value: unknown): string {
  if (typeof value === "number") return decimalText(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
