import { encodeValue } from "../core/cell-value";
import { isDecimal, fromDecimalText } from "../core/decimal";
import { orderMoves, type Move } from "../core/moves";
import { rowKey, rowLabel } from "../core/row-key";
import type { FileColumns } from "./file-columns";
import type { FileKey, FileRow, FileValues } from "./table-file";

/** Reports one thing that is wrong with a move, at its place in the file. */
export type ReportMove = (path: readonly string[], message: string, hint: string) => void;

/** Checks the moved rows: their keys are complete, the old row is not declared any more, and the moves can run one after the other. */
export function checkMoves(
  moved: NonNullable<FileValues["moved"]>,
  rows: readonly FileRow[],
  columns: FileColumns,
  report: ReportMove,
): void {
  if (moved.length === 0) return;
  const declared = new Set(rows.map((row) => keyOf(row, columns)));
  const moves: Move[] = [];
  moved.forEach((move, index) => {
    const ends = (["from", "to"] as const).map((end) =>
      checkEnd(move[end], ["moved", String(index), end], columns, report),
    );
    const [from, to] = ends;
    if (from === undefined || to === undefined) return;
    moves.push({ from, to });
    if (!declared.has(from)) return;
    const message = `the row ${JSON.stringify(rowLabel(from))} moves to another key and is declared under the old one.`;
    report(["moved", String(index), "from"], message, "Remove the row with the old key.");
  });
  for (const problem of orderMoves(moves).problems) report(["moved"], problem, "Change the moves.");
}

function checkEnd(key: FileKey, path: readonly string[], columns: FileColumns, report: ReportMove): string | undefined {
  const names = Object.keys(key);
  const missing = columns.keys.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !columns.keys.includes(name));
  if (missing.length === 0 && unknown.length === 0) return keyOf(key, columns);
  const says = [
    missing.length > 0 && `lacks ${missing.map((name) => JSON.stringify(name)).join(", ")}`,
    unknown.length > 0 && `names ${unknown.map((name) => JSON.stringify(name)).join(", ")}, no key column`,
  ].filter(Boolean);
  report(path, `the key ${says.join(" and ")}.`, `Name each key column: ${columns.keys.join(", ")}.`);
  return undefined;
}

function keyOf(row: FileRow | FileKey, columns: FileColumns): string | undefined {
  const parts = columns.keys.map((name): [string, string] | undefined => {
    const value = row[name];
    if (value === undefined || value === null || typeof value === "object") return undefined;
    const type = columns.attributes.get(name)?.valueType ?? "TEXT";
    const exact = type === "NUMBER" && typeof value === "string" && isDecimal(value) ? fromDecimalText(value) : value;
    return [name, encodeValue(exact, type)];
  });
  const complete = parts.filter((part) => part !== undefined);
  return complete.length === parts.length ? rowKey(Object.fromEntries(complete)) : undefined;
}
