import { cellKey, type CellAddress, type CellKey } from "../core/cell-map";
import type { DeclaredCell } from "../core/declared";
import { ignoreMatcher } from "../core/ignore";
import type { CellValue } from "../core/model";
import { compareText, defaultRowKey, emptyRowKey, parseRowKey } from "../core/row-key";
import { hasUnknown, type RowInputs, type ValuesInputs } from "./values-inputs";

type TableInputs = Pick<ValuesInputs, "primaryAttributes" | "rows" | "defaults">;

/** Every cell of the inputs, the default record first; unknown and `null` ones are told apart. */
export interface InputCells {
  readonly declared: readonly DeclaredCell[];
  readonly released: ReadonlySet<CellKey>;
  /** Whether the value of a cell is not known yet: its own, or its whole row, or all rows. */
  readonly isUnknown: (cell: CellAddress) => boolean;
  /** Whether whole rows, or the whole table, are not known yet. */
  readonly partly: boolean;
  /** Every row and every column that is named, whatever its cells are; key columns included. */
  readonly named: { readonly rows: ReadonlySet<string>; readonly columns: ReadonlySet<string> };
}

/** The cells of inputs or outputs. */
export function inputCells(inputs: TableInputs): InputCells {
  const declared: DeclaredCell[] = [];
  const released = new Set<CellKey>();
  const unknown = new Set<CellKey>();
  const unknownRows = new Set<string>();
  const noRow = typeof inputs.rows === "string";
  const named = { rows: new Set<string>(), columns: new Set(inputs.primaryAttributes ?? []) };
  for (const [rowKey, cells] of inputRows(inputs)) {
    named.rows.add(rowKey);
    if (typeof cells !== "object" || cells === null) {
      unknownRows.add(rowKey);
      continue;
    }
    const primaryValues = parseRowKey(rowKey, inputs.primaryAttributes ?? []) ?? {};
    for (const [attribute, value] of Object.entries(cells)) {
      named.columns.add(attribute);
      if (value === null) released.add(cellKey({ rowKey, attribute }));
      else if (hasUnknown(value)) unknown.add(cellKey({ rowKey, attribute }));
      else declared.push({ rowKey, attribute, primaryValues, value });
    }
  }
  const isUnknown = (cell: CellAddress) =>
    unknown.has(cellKey(cell)) || unknownRows.has(cell.rowKey) || (noRow && cell.rowKey !== defaultRowKey);
  return { declared, released, isUnknown, partly: noRow || unknownRows.size > 0, named };
}

/** Rows as they stand, the default record under its own key. A row that is not known yet is a text. */
export function inputRows(inputs: TableInputs): [string, RowInputs | string][] {
  const named = typeof inputs.rows === "object" && inputs.rows !== null ? Object.entries(inputs.rows) : [];
  // The first release called the row of an empty text by that text.
  const rows = named.map(([key, cells]): [string, RowInputs] => [key === "" ? emptyRowKey : key, cells]);
  return inputs.defaults === undefined ? rows : [[defaultRowKey, inputs.defaults], ...rows];
}

/** Which cells a run leaves alone and forgets: `null`, ignored, or declared by another resource of this run. */
export function releasedBy(
  inputs: Pick<ValuesInputs, "ignore">,
  cells: InputCells,
  declaredByOthers: (cell: CellAddress) => boolean,
): (cell: CellAddress) => boolean {
  const ignored = ignoreMatcher(inputs.ignore);
  return (cell) => cells.released.has(cellKey(cell)) || ignored(cell) || declaredByOthers(cell);
}

/** Cells as `rows` and `defaults`, sorted, so that equal tables make equal state. `released` cells come back as `null`. */
export function toTableInputs(
  cells: Iterable<CellAddress & { readonly value: unknown }>,
  released: ReadonlySet<CellKey> = new Set(),
): { rows: Record<string, RowInputs>; defaults: RowInputs | undefined } {
  const rows = new Map<string, Map<string, unknown>>();
  const add = (rowKey: string, attribute: string, value: unknown) => {
    const row = rows.get(rowKey) ?? new Map<string, unknown>();
    rows.set(rowKey, row.set(attribute, value));
  };
  for (const key of released) {
    const [attribute = "", ...rowKey] = key.split("\n");
    add(rowKey.join("\n"), attribute, null);
  }
  for (const { rowKey, attribute, value } of cells) add(rowKey, attribute, value);
  const sorted = [...rows].sort(([a], [b]) => compareText(a, b));
  const entries = sorted.map(([rowKey, row]) => [rowKey, rowOf(row)] as const);
  return {
    rows: Object.fromEntries(entries.filter(([rowKey]) => rowKey !== defaultRowKey)),
    defaults: entries.find(([rowKey]) => rowKey === defaultRowKey)?.[1],
  };
}

function rowOf(row: ReadonlyMap<string, unknown>): RowInputs {
  return Object.fromEntries([...row].sort(([a], [b]) => compareText(a, b))) as Record<string, CellValue | null>;
}
