import { compareText } from "../text";

/** Which cell: the row's key and the column's name. */
export interface CellAddress {
  readonly rowKey: string;
  readonly attribute: string;
}

/** One string for one cell. A column's name cannot hold a line break, so no two cells share a string. */
export type CellKey = string;

/** The key of a cell, where a string is needed: in a `Set`, in state, in a log. */
export function cellKey(cell: CellAddress): CellKey {
  return `${cell.attribute}\n${cell.rowKey}`;
}

/** Cells found by row, then by column: recorded values, live values, declared values. Iterating gives every cell, row by row. */
export interface Cells<T extends CellAddress> extends Iterable<T> {
  /** The rows by their keys; each holds at least one cell. */
  readonly rows: ReadonlyMap<string, readonly T[]>;
  /** The cells of one row, one for each column; none for an unknown row. */
  row(rowKey: string): readonly T[];
  get(cell: CellAddress): T | undefined;
  has(cell: CellAddress): boolean;
  readonly size: number;
  /** The cells for which `keep` holds. */
  filter(keep: (cell: T) => boolean): Cells<T>;
  /** The same cells, each converted. `convert` keeps the address. */
  map<U extends CellAddress>(convert: (cell: T) => U): Cells<U>;
  /** Cells that are made of each row; a row of which nothing is made is left out. */
  mapRows<U extends CellAddress>(made: (row: readonly T[], rowKey: string) => U[]): Cells<U>;
}

const noCells: readonly never[] = [];

/** `Cells` that are being collected. A row is a short list: one look-up finds it, and a large table makes no map with an entry for each cell. */
export class CellMap<T extends CellAddress> implements Cells<T> {
  private readonly kept = new Map<string, T[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  get rows(): ReadonlyMap<string, readonly T[]> {
    return this.kept;
  }

  row(rowKey: string): readonly T[] {
    return this.kept.get(rowKey) ?? noCells;
  }

  get({ rowKey, attribute }: CellAddress): T | undefined {
    return this.kept.get(rowKey)?.find((cell) => cell.attribute === attribute);
  }

  has(cell: CellAddress): boolean {
    return this.get(cell) !== undefined;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const row of this.kept.values()) yield* row;
  }

  filter(keep: (cell: T) => boolean): CellMap<T> {
    return this.mapRows((row) => row.filter(keep));
  }

  map<U extends CellAddress>(convert: (cell: T) => U): CellMap<U> {
    return this.mapRows((row) => row.map(convert));
  }

  mapRows<U extends CellAddress>(made: (row: readonly T[], rowKey: string) => U[]): CellMap<U> {
    const cells = new CellMap<U>();
    for (const [rowKey, row] of this.kept) cells.addRow(rowKey, made(row, rowKey));
    return cells;
  }

  /** Keeps the cells of a row of which none is kept yet. */
  addRow(rowKey: string, row: T[]): void {
    if (row.length > 0) this.kept.set(rowKey, row);
    this.count += row.length;
  }

  /** Keeps a cell; it replaces one with the same address. */
  set(cell: T): this {
    const row = this.kept.get(cell.rowKey);
    if (!row) this.kept.set(cell.rowKey, [cell]);
    else {
      const index = row.findIndex(({ attribute }) => attribute === cell.attribute);
      if (index >= 0) {
        row[index] = cell;
        return this;
      }
      row.push(cell);
    }
    this.count++;
    return this;
  }

  delete({ rowKey, attribute }: CellAddress): void {
    const row = this.kept.get(rowKey);
    const index = row?.findIndex((cell) => cell.attribute === attribute) ?? -1;
    if (!row || index < 0) return;
    this.count--;
    if (row.length === 1) this.kept.delete(rowKey);
    else row.splice(index, 1);
  }
}

/** Those of the cells that stand at the given addresses. */
export function cellsAt<T extends CellAddress>(cells: Cells<T>, addresses: Cells<CellAddress>): Cells<T> {
  const isAsked = (cell: T) => addresses.has(cell);
  return addresses.mapRows((_row, rowKey) => cells.row(rowKey).filter(isAsked));
}

/** A `CellMap` of a list; a later cell replaces an earlier one with the same address. */
export function cellMap<T extends CellAddress>(cells: Iterable<T>): CellMap<T> {
  const map = new CellMap<T>();
  for (const cell of cells) map.set(cell);
  return map;
}

/** The cell of a row in the given column. */
export function cellOf<T extends CellAddress>(row: readonly T[], attribute: string): T | undefined {
  return row.find((cell) => cell.attribute === attribute);
}

/** The columns that cells stand in, their key columns included. */
export function columnsOf(cells: Iterable<CellAddress & { readonly primaryValues: object }>): ReadonlySet<string> {
  const columns = new Set<string>();
  for (const { attribute, primaryValues } of cells) {
    columns.add(attribute);
    for (const name of Object.keys(primaryValues)) columns.add(name);
  }
  return columns;
}

/** By row, then by column, in code-point order; the default record comes first, as in a table's head. */
export function compareCells(a: CellAddress, b: CellAddress): number {
  return compareRows(a.rowKey, b.rowKey) || compareText(a.attribute, b.attribute);
}

/** Row keys in code-point order, the default record first. */
export function compareRows(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "\\default") return -1;
  return b === "\\default" ? 1 : compareText(a, b);
}
