import { compareText } from "./row-key";

/** Which cell: the row's key and the column's name. */
export interface CellAddress {
  readonly rowKey: string;
  readonly attribute: string;
}

/** One text for one cell. A column's name cannot hold a line break, so no two cells share a text. */
export type CellKey = string;

/** Things kept by cell: recorded values, live values, declared values. */
export type CellMap<T extends CellAddress> = Map<CellKey, T>;

/** The key of a cell in a `CellMap`. */
export function cellKey(cell: CellAddress): CellKey {
  return `${cell.attribute}\n${cell.rowKey}`;
}

/** A `CellMap` of a list; a later cell replaces an earlier one with the same address. */
export function cellMap<T extends CellAddress>(cells: Iterable<T>): CellMap<T> {
  const map: CellMap<T> = new Map();
  for (const cell of cells) map.set(cellKey(cell), cell);
  return map;
}

/** The cells for which `keep` holds; the map itself when that is all of them. */
export function keepCells<T extends CellAddress>(cells: CellMap<T>, keep: (cell: T) => boolean): CellMap<T> {
  let left = 0;
  for (const cell of cells.values()) if (!keep(cell)) left++;
  if (left === 0) return cells;
  const kept: CellMap<T> = new Map();
  for (const [key, cell] of cells) if (keep(cell)) kept.set(key, cell);
  return kept;
}

/** By row, then by column, in code-point order; the default record comes first, as in a table's head. */
export function compareCells(a: CellAddress, b: CellAddress): number {
  return compareRows(a.rowKey, b.rowKey) || compareText(a.attribute, b.attribute);
}

function compareRows(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "\\default") return -1;
  return b === "\\default" ? 1 : compareText(a, b);
}
