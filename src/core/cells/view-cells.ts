/** Sets of cells made out of others. */
import { CellMap, type CellAddress, type Cells } from "./cell-map";

/** The same cells, each converted. `convert` keeps the address. */
export function viewCells<S extends CellAddress, T extends CellAddress>(
  cells: Cells<S>,
  convert: (cell: S) => T,
): CellMap<T> {
  const converted = new CellMap<T>();
  for (const rowKey of cells.rowKeys()) converted.setRow(rowKey, cells.row(rowKey).map(convert));
  return converted;
}

/** The cells for which `keep` holds. */
export function keepCells<T extends CellAddress>(cells: Cells<T>, keep: (cell: T) => boolean): CellMap<T> {
  const kept = new CellMap<T>();
  for (const rowKey of cells.rowKeys()) kept.setRow(rowKey, cells.row(rowKey).filter(keep));
  return kept;
}

/** The cells that stand among `others` too. */
export function commonCells<T extends CellAddress>(cells: Cells<T>, others: Cells<CellAddress>): CellMap<T> {
  return keepCells(cells, (cell) => others.has(cell));
}
