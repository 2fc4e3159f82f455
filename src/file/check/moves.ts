import { orderMoves, type Move } from "../../core/values/moves";
import { problemCatalogue } from "../../core/problem";
import { rowKey, rowLabel } from "../../core/cells/row-key";
import { primaryValuesOf } from "../read/declared-cells";
import type { FileColumns } from "../read/file-columns";
import type { FileKey, FileRow, FileValues } from "../format/table-file";

/** Reports one thing that is wrong with a move, at its place in the file. */
type ReportMove = (path: readonly string[], message: string, hint: string) => void;

/** Checks the moved rows: their keys are complete, the old row is not declared any more, and the moves can run one after the other. */
export function checkMoves(
  moved: NonNullable<FileValues["moved"]>,
  rows: readonly FileRow[],
  columns: FileColumns,
  report: ReportMove,
): void {
  if (moved.length === 0) return;
  const declared = new Set(rows.map((row) => keyOf(row, columns)));
  const moves = moved.map((move, index): Move | undefined => {
    const [from, to] = (["from", "to"] as const).map((end) =>
      checkEnd(move[end], ["moved", String(index), end], columns, report),
    );
    return from === undefined || to === undefined ? undefined : { from, to };
  });
  const complete = moves.filter((move) => move !== undefined);
  const targets = new Set(complete.map((move) => move.to));
  moves.forEach((move, index) => {
    if (!move || !declared.has(move.from) || targets.has(move.from)) return;
    const message = `the row ${columns.disclosure.quote(rowLabel(move.from))} moves to another key but is still declared under the old one.`;
    report(["moved", String(index), "from"], message, "Remove the row with the old key, or remove the move.");
  });
  for (const problem of orderMoves(complete).problems) {
    const message = columns.disclosure.shows(problem) ? problem : problemCatalogue.IMPOSSIBLE_MOVE;
    report(["moved"], message, "Correct `moved`.");
  }
}

function checkEnd(key: FileKey, path: readonly string[], columns: FileColumns, report: ReportMove): string | undefined {
  const names = Object.keys(key);
  const missing = columns.keys.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !columns.keys.includes(name));
  if (missing.length === 0 && unknown.length === 0) return keyOf(key, columns);
  const says = [
    missing.length > 0 && `lacks ${missing.map((name) => JSON.stringify(name)).join(", ")}`,
    unknown.length > 0 &&
      `names ${unknown.map((name) => columns.disclosure.quoteName(name)).join(", ")}, which ${unknown.length === 1 ? "is not a key column" : "are not key columns"}`,
  ].filter(Boolean);
  report(path, `the key ${says.join(" and ")}.`, `Name each key column: ${columns.keys.join(", ")}.`);
  return undefined;
}

function keyOf(row: FileRow | FileKey, { keys, attributes }: FileColumns): string | undefined {
  const key = primaryValuesOf(row, keys, (name) => attributes.get(name)?.valueType);
  return key && rowKey(key);
}
