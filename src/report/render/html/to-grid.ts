import type { Kind } from "../../../grid/kinds";
import type { Grid, GridCell, GridColumn, GridMark, GridRow } from "../../../grid/model";
import type { PrimaryValues } from "../../../core/model";
import { conflictTitles } from "../../conflict-titles";
import type { ContentsRow, TableContents } from "../../contents";
import type { CellChange, CellConflict, CellDrift, ReportCell, ReportValue, TableReport } from "../../report";
import { changeKinds } from "./kinds";
import { cellText, cellTexts } from "./value";

/** A row while it is put together. */
interface Draft {
  readonly row: string;
  readonly key?: PrimaryValues;
  readonly cells: ContentsRow["cells"];
  readonly marks: Map<string, GridMark[]>;
}

/** A table's report as the grid that people know. `mostUnchanged`: rows without a change that it may have. */
export function reportGrid(
  table: TableReport,
  { id, mostUnchanged }: { readonly id: string; readonly mostUnchanged: number },
): Grid {
  const rows = draftRows(table);
  const columns = columnsOf(table, rows);
  const earlier = new Map(table.moves.map(({ from, to }) => [to, from]));
  let left = mostUnchanged;
  let omitted = 0;
  const kept = rows.filter(({ row, marks }) => {
    if (marks.size > 0 || earlier.has(row)) return true;
    if (left > 0) return left-- > 0;
    omitted++;
    return false;
  });
  return {
    id,
    label: `${table.name}: rows and values`,
    columns,
    rows: kept.map((row) => gridRow(row, columns, earlier.get(row.row))),
    showsChanges: true,
    omitted,
  };
}

/** The rows of the contents, each with what happens to its cells; rows that are not in the contents follow. */
function draftRows(table: TableReport): Draft[] {
  const rows = new Map<string, Draft>();
  for (const { row, key, cells } of table.contents?.rows ?? []) rows.set(row, { row, key, cells, marks: new Map() });
  const rowOf = ({ row, key }: Pick<ReportCell, "row" | "key">): Draft => {
    const own = rows.get(row) ?? {
      row,
      key,
      cells: new Map<string, ReportValue>(),
      marks: new Map<string, GridMark[]>(),
    };
    rows.set(row, own);
    return own;
  };
  const add = (cell: ReportCell, mark: GridMark) => {
    const { marks } = rowOf(cell);
    marks.set(cell.column, [...(marks.get(cell.column) ?? []), mark]);
  };
  for (const { to } of table.moves) rowOf({ row: to });
  for (const change of table.changes) add(change, changeMark(change));
  for (const cell of table.takenOver) add(cell, { kind: "taken-over" });
  for (const conflict of table.conflicts) add(conflict, conflictMark(conflict));
  for (const drift of table.drift) add(drift, driftMark(drift));
  return [...rows.values()];
}

/** The columns of the contents; where there are none, those that the entries name. */
function columnsOf({ contents }: TableReport, rows: readonly Draft[]): GridColumn[] {
  const known: TableContents["columns"] = contents?.columns ?? [];
  const keys = known.some(({ isKey }) => isKey) ? [] : keyNames(rows).map((name) => ({ name, isKey: true }));
  const names = new Set([...known, ...keys].map(({ name }) => name));
  const others = new Set(rows.flatMap(({ marks }) => [...marks.keys()]).filter((name) => !names.has(name)));
  const all = [...keys, ...known, ...[...others].sort().map((name) => ({ name, isKey: false }))];
  const columns = all.map((column) => ({ ...column, ...("type" in column && { detail: column.type }) }));
  return columns.some(({ isKey }) => isKey) ? columns : [{ name: "Row", isKey: true }, ...columns];
}

function keyNames(rows: readonly Draft[]): string[] {
  const keys = rows.map(({ key }) => Object.keys(key ?? {})).find((names) => names.length > 0) ?? [];
  return [...keys].sort();
}

function gridRow(draft: Draft, columns: readonly GridColumn[], from: string | undefined): GridRow {
  const names = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const key = draft.key;
  const keys =
    key && names.length > 0 && names.every((name) => Object.hasOwn(key, name))
      ? names.map((name) => keyText(key[name]))
      : draft.row;
  const cells = columns.filter(({ isKey }) => !isKey).map((column) => gridCell(draft, column));
  const whole = from === undefined ? wholeKind(draft) : "renamed";
  return { keys, cells, ...(whole && { kind: whole }), ...(from !== undefined && { note: `was ${from}` }) };
}

/** An empty key is seen as one. */
function keyText(text = ""): string {
  return cellText({ value: text });
}

function gridCell({ cells, marks }: Draft, { name, detail }: GridColumn): GridCell {
  const value = cells.get(name);
  const own = marks.get(name);
  return { ...(value && { value: cellText(value, detail as ReportCell["type"]) }), ...(own && { marks: own }) };
}

/** What becomes of a row of which every cell has the same fate. */
function wholeKind({ cells, marks }: Draft): Kind | undefined {
  const fates = new Set([...marks.values()].flat().map(({ kind }) => kind));
  const [fate] = fates;
  const isWhole = fates.size === 1 && cells.size === 0 && fate !== undefined;
  return isWhole && ["created", "deleted", "released", "taken-over"].includes(fate) ? fate : undefined;
}

function changeMark({ kind, type, before, after, overwrites }: CellChange): GridMark {
  const note = overwrites && { note: `${conflictTitles[overwrites]}; overwritten` };
  const shown = changeKinds[kind];
  if (before && after) {
    const [old, now] = cellTexts(before, after, type);
    return { kind: shown, ...note, before: old, after: now };
  }
  // A value that is released stays in the table, so it is not struck out.
  const [gone, there] = kind === "release" ? [undefined, before] : [before, after];
  return {
    kind: shown,
    ...note,
    ...(gone && { before: cellText(gone, type) }),
    ...(there && { after: cellText(there, type) }),
  };
}

function conflictMark(conflict: CellConflict): GridMark {
  const { kind, type, recorded, live, desired, lastModifiedTime, lastModifiedRegion } = conflict;
  const text = (value: ReportValue | undefined) => (value ? cellText(value, type) : "(none)");
  const when = [lastModifiedTime, lastModifiedRegion].filter((part) => part !== undefined);
  return {
    kind: "conflict",
    note: conflictTitles[kind],
    values: [
      ["recorded", text(recorded)],
      ["live", text(live)],
      ...(when.length > 0 ? [["changed", when.join(", ")] as const] : []),
      ["desired", text(desired)],
    ],
  };
}

function driftMark({ type, recorded, live }: CellDrift): GridMark {
  const [old, now] = live ? cellTexts(recorded, live, type) : [cellText(recorded, type), "(none)"];
  return { kind: "edited", note: "left as it is", before: old, after: now };
}
