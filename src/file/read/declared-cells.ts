import { cellKey, CellMap, type CellKey, type Cells } from "../../core/cells/cell-map";
import { encodeValue } from "../../core/cells/cell-value";
import { fromDecimalText, isDecimal } from "../../core/decimal";
import type { DeclaredCell } from "../../core/values/cells";
import type { CellValue, PrimaryValues, ValueType } from "../../core/model";
import { defaultRowKey, rowKey } from "../../core/cells/row-key";
import type { FileKey, FileRow, TableFile } from "../format/table-file";
import { ownMember } from "../../core/record";

/** The cells of a file, with the default record's. */
interface FileCells {
  readonly declared: Cells<DeclaredCell>;
  /** Cells that are `null`. */
  readonly released: ReadonlySet<CellKey>;
}

/** Every cell of a table file under its row's key. */
export function fileCells(file: TableFile): FileCells {
  const { primaryAttributes, rows, defaults } = file.values;
  const keys = new Set(primaryAttributes);
  const initial = new Set(file.values.initial);
  const declared = new CellMap<DeclaredCell>();
  const released = new Set<CellKey>();
  const add = (key: string, primaryValues: PrimaryValues, cells: FileRow) => {
    for (const [attribute, value] of Object.entries(cells)) {
      if (keys.has(attribute)) continue;
      if (value === null) released.add(cellKey({ rowKey: key, attribute }));
      else declared.set({ rowKey: key, attribute, primaryValues, value, initial: initial.has(attribute) || undefined });
    }
  };
  add(defaultRowKey, {}, defaults);
  for (const row of rows) {
    const primaryValues = primaryValuesOf(row, primaryAttributes, (name) => file.table.attributes[name]?.type);
    if (primaryValues) add(rowKey(primaryValues), primaryValues, row);
  }
  return { declared, released };
}

/** The rows of a file by their keys, with each key's parts; a row without a valid key is left out. */
export function rowsByKey({ table, values }: TableFile): Map<string, { row: FileRow; primaryValues: PrimaryValues }> {
  return new Map(
    values.rows.flatMap((row) => {
      const primaryValues = primaryValuesOf(row, values.primaryAttributes, (name) => table.attributes[name]?.type);
      return primaryValues ? [[rowKey(primaryValues), { row, primaryValues }] as const] : [];
    }),
  );
}

/** The key of a row as the service has it; `undefined` when a key column is missing or does not hold a valid key. */
export function primaryValuesOf(
  row: FileRow | FileKey,
  keys: readonly string[],
  typeOf: (column: string) => ValueType | undefined,
): PrimaryValues | undefined {
  const parts = keys.map((name): [string, string | undefined] => [
    name,
    keyText(ownMember<CellValue | null>(row, name), typeOf(name) ?? "TEXT"),
  ]);
  const complete = parts.filter((part): part is [string, string] => part[1] !== undefined);
  return complete.length === parts.length ? Object.fromEntries(complete) : undefined;
}

/** A number in the same spelling, however the file writes it; anything else as it is. */
export function plainKey<T extends CellValue>(value: T, type: ValueType | undefined): T | string | number {
  return type === "NUMBER" && typeof value === "string" && isDecimal(value) ? fromDecimalText(value) : value;
}

/** One part of a key as text. */
function keyText(value: CellValue | null | undefined, type: ValueType): string | undefined {
  if (value === undefined || value === null || typeof value === "object") return undefined;
  return encodeValue(plainKey(value, type), type);
}
