import { encodeValue } from "./cell-value";
import { cellKey, type CellAddress, type CellMap } from "./cell-map";
import type { Attributes, CellValue, LockVersion, PrimaryValues } from "./model";
import type { DesiredCell, RecordedCell } from "./plan";

/** One cell as a program or state has it: the value in its declared spelling. */
export interface DeclaredCell extends CellAddress {
  readonly primaryValues: PrimaryValues;
  readonly value: CellValue;
}

/** One cell that state records as ours. */
export interface OwnedCell extends DeclaredCell {
  readonly lockVersion: LockVersion;
}

/** Declared cells as the service would store them. A column that the table does not have counts as its value looks. */
export function desiredCells(declared: Iterable<DeclaredCell>, attributes: Attributes): CellMap<DesiredCell> {
  const cells: CellMap<DesiredCell> = new Map();
  for (const cell of declared) {
    const { rowKey, attribute, primaryValues } = cell;
    const valueType = attributes.get(attribute)?.valueType ?? typeOf(cell.value);
    cells.set(cellKey(cell), {
      rowKey,
      attribute,
      primaryValues,
      valueType,
      value: encodeValue(cell.value, valueType),
    });
  }
  return cells;
}

/** Recorded cells as the service would store them. */
export function recordedCells(owned: Iterable<OwnedCell>, attributes: Attributes): CellMap<RecordedCell> {
  const cells: CellMap<RecordedCell> = new Map();
  for (const cell of owned) {
    const { rowKey, attribute, lockVersion } = cell;
    const valueType = attributes.get(attribute)?.valueType ?? typeOf(cell.value);
    cells.set(cellKey(cell), { rowKey, attribute, lockVersion, value: encodeValue(cell.value, valueType) });
  }
  return cells;
}

/** The column type that a value most likely belongs to, for a table that is not known yet. */
export function typeOf(value: CellValue) {
  if (Array.isArray(value))
    return value.every((item) => typeof item === "number") && value.length > 0 ? "NUMBER_LIST" : "TEXT_LIST";
  if (typeof value === "number") return "NUMBER";
  return typeof value === "boolean" ? "BOOLEAN" : "TEXT";
}
