/**
 * Cells that are worked out row by row when they are asked for, and are not kept. So each step of a plan holds a row at a time: the costs
 * of a plan grow with the table and no faster. What they are made of must not change meanwhile.
 */
import { cellOf, type CellAddress, type Cells } from "./cell-map";

/** Cells of which `rowOf` works out a row; `rowKeys` are the rows that there may be, `size` tells how many cells, where that is known. */
export function lazyCells<T extends CellAddress>(
  rowKeys: () => Iterable<string>,
  rowOf: (rowKey: string) => readonly T[],
  size?: () => number,
): Cells<T> {
  return new LazyCells(rowKeys, rowOf, size);
}

/** The same cells, each converted. `convert` keeps the address. */
export function viewCells<S extends CellAddress, T extends CellAddress>(
  cells: Cells<S>,
  convert: (cell: S) => T,
): Cells<T> {
  return lazyCells(
    () => cells.rowKeys(),
    (rowKey) => cells.row(rowKey).map(convert),
    () => cells.size,
  );
}

/** The cells for which `keep` holds. */
export function keepCells<T extends CellAddress>(cells: Cells<T>, keep: (cell: T) => boolean): Cells<T> {
  return lazyCells(
    () => cells.rowKeys(),
    (rowKey) => cells.row(rowKey).filter(keep),
  );
}

/** The cells that stand among `others` too. */
export function commonCells<T extends CellAddress>(cells: Cells<T>, others: Cells<CellAddress>): Cells<T> {
  return lazyCells(
    () => others.rowKeys(),
    (rowKey) => {
      const row = others.row(rowKey);
      return cells.row(rowKey).filter((cell) => cellOf(row, cell.attribute));
    },
  );
}

class LazyCells<T extends CellAddress> implements Cells<T> {
  /** Look-ups come row by row, so the last row is remembered. */
  private last?: { readonly rowKey: string; readonly row: readonly T[] };

  constructor(
    readonly rowKeys: () => Iterable<string>,
    readonly row: (rowKey: string) => readonly T[],
    private readonly sizeOf?: () => number,
  ) {}

  get size(): number {
    if (this.sizeOf) return this.sizeOf();
    let size = 0;
    for (const rowKey of this.rowKeys()) size += this.row(rowKey).length;
    return size;
  }

  get({ rowKey, attribute }: CellAddress): T | undefined {
    if (this.last?.rowKey !== rowKey) this.last = { rowKey, row: this.row(rowKey) };
    return cellOf(this.last.row, attribute);
  }

  has(cell: CellAddress): boolean {
    return this.get(cell) !== undefined;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const rowKey of this.rowKeys()) yield* this.row(rowKey);
  }
}
