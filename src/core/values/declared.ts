import { encodeValue } from "../cells/cell-value";
import type { CellAddress, Cells } from "../cells/cell-map";
import type { Attributes, CellValue, LockVersion, PrimaryValues } from "../model";
import type { CellOrigin, DesiredCell, RecordedCell } from "./plan";
import { viewCells } from "../cells/view-cells";

/** One cell as a program or state has it: the value in its declared spelling. */
export interface DeclaredCell extends CellAddress {
  readonly primaryValues: PrimaryValues;
  readonly value: CellValue;
}

/** One cell that state records as ours. */
export interface OwnedCell extends DeclaredCell, CellOrigin {
  readonly lockVersion: LockVersion;
}

/** Declared cells as the service would store them. A column that the table does not have counts as its value looks. */
export function desiredCells(declared: Cells<DeclaredCell>, attributes: Attributes): Cells<DesiredCell> {
  return viewCells(declared, ({ rowKey, attribute, primaryValues, value }) => {
    const valueType = attributes.get(attribute)?.valueType ?? typeOf(value);
    return { rowKey, attribute, primaryValues, valueType, value: encodeValue(value, valueType) };
  });
}

/** Recorded cells as the service would store them. */
export function recordedCells(owned: Cells<OwnedCell>, attributes: Attributes): Cells<RecordedCell> {
  return viewCells(owned, ({ rowKey, attribute, lockVersion, value, found, taken, uncertain }) => {
    const valueType = attributes.get(attribute)?.valueType ?? typeOf(value);
    return { rowKey, attribute, lockVersion, value: encodeValue(value, valueType), found, taken, uncertain };
  });
}

/** The column type that a value most likely belongs to, for a table that is not known yet. */
export function typeOf(value: CellValue) {
  if (Array.isArray(value))
    return value.every((item) => typeof item === "number") && value.length > 0 ? "NUMBER_LIST" : "TEXT_LIST";
  if (typeof value === "number") return "NUMBER";
  return typeof value === "boolean" ? "BOOLEAN" : "TEXT";
}
