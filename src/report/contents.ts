import type { PrimaryValues, ValueType } from "../core/model";
import type { ReportValue } from "./report";

/**
 * What a table holds beside what changes, for a form that shows the whole table. The JSON form, whose readers ask for changes, has none of it.
 */
export interface TableContents {
  readonly columns: readonly ContentsColumn[];
  /** Every row, also those that change or go, in the order of the table. */
  readonly rows: readonly ContentsRow[];
}

/** One column, in the order of the table; key columns come first. */
export interface ContentsColumn {
  readonly name: string;
  readonly isKey: boolean;
  readonly type?: ValueType;
}

/** One row with its cells that stay as they are. */
export interface ContentsRow {
  readonly row: string;
  readonly key?: PrimaryValues;
  readonly cells: ReadonlyMap<string, ReportValue>;
}

/** One cell of a table. */
export interface ContentsCell {
  readonly row: string;
  readonly key?: PrimaryValues;
  readonly column: string;
  /** Absent where the cell changes: its change says what it is. */
  readonly value?: ReportValue;
}

/** The contents that cells make up; columns that are not among `known` follow by name. Cells come row by row. */
export function tableContents(cells: readonly ContentsCell[], known: readonly ContentsColumn[]): TableContents {
  const rows = new Map<string, { row: string; key?: PrimaryValues; cells: Map<string, ReportValue> }>();
  for (const { row, key, column, value } of cells) {
    const own = rows.get(row) ?? { row, ...(key && { key }), cells: new Map<string, ReportValue>() };
    if (value) own.cells.set(column, value);
    rows.set(row, own);
  }
  const names = new Set(known.map(({ name }) => name));
  const others = [...new Set(cells.map(({ column }) => column))].filter((name) => !names.has(name)).sort();
  const columns = [...known, ...others.map((name) => ({ name, isKey: false }))];
  return { columns: [...columns].sort((a, b) => Number(b.isKey) - Number(a.isKey)), rows: [...rows.values()] };
}
