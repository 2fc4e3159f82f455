import { decodeValue } from "../core/cells/cell-value";
import { cellMap, compareCells, type CellAddress, type Cells } from "../core/cells/cell-map";
import type { Attributes, LiveCell, ValueType } from "../core/model";
import type { Conflict, Plan } from "../core/values/plan";
import { parseRowKey, rowLabel } from "../core/cells/row-key";
import { tableContents, type TableContents } from "./contents";
import {
  makeTableReport,
  type CellConflict,
  type ReportCell,
  type ReportValue,
  type RowMove,
  type SettingChange,
  type TableReport,
} from "./report";
import type { Redact } from "./show-value";

/** What a plan does not say of its table. */
interface PlannedTable {
  readonly name: string;
  readonly primaryAttributes: readonly string[];
  readonly redact: Redact;
  /** What differs in the table itself. */
  readonly settings?: readonly SettingChange[];
  /** Rows that keep their values under another key. */
  readonly moves?: readonly RowMove[];
  /** The table as it is live, under the keys and columns that it has after the plan. */
  readonly live?: { readonly columns: Attributes; readonly cells: Cells<LiveCell> };
}

type Cell = CellAddress & { readonly valueType: ValueType };

/** The report of one table's plan. */
export function reportPlan(plan: Plan, { name, settings = [], moves = [], ...table }: PlannedTable): TableReport {
  return makeTableReport({
    name,
    operation: "update",
    ...(table.live && { contents: contentsOf(plan, table.live, table) }),
    settings,
    moves,
    changes: plan.changes.map((change, index) => ({
      number: index + 1,
      kind: change.kind,
      ...cellOf(change, table),
      ...valuesOf(change, { before: change.before, after: change.after }, table),
      ...(change.overwrites && { overwrites: change.overwrites }),
    })),
    conflicts: plan.conflicts.map((conflict) => reportConflict(conflict, table)),
    drift: plan.drift.map((drift) => ({
      ...cellOf(drift, table),
      recorded: valueOf(drift.recorded, drift, table),
      ...valuesOf(drift, { live: drift.live }, table),
    })),
  });
}

/** Every cell of the table, with a value where the plan does not speak of it. */
function contentsOf(plan: Plan, { columns, cells }: NonNullable<PlannedTable["live"]>, table: Table): TableContents {
  const told = cellMap<CellAddress>([...plan.changes, ...plan.conflicts, ...plan.drift]);
  const all = [...cellMap<CellAddress>([...cells, ...told])].sort(compareCells).map((address) => {
    const live = told.get(address) ? undefined : cells.get(address);
    const valueType = columns.get(address.attribute)?.valueType ?? "TEXT";
    const { row, key, column } = cellOf({ ...address, valueType }, table);
    return { row, key, column, ...(live && { value: valueOf(live.value, { ...address, valueType }, table) }) };
  });
  const known = [...columns.values()].map(({ name, valueType, primary }) => ({
    name,
    isKey: primary,
    type: valueType,
  }));
  return tableContents(all, known);
}

type Table = Pick<PlannedTable, "primaryAttributes" | "redact">;

function reportConflict(conflict: Conflict, table: Table): CellConflict {
  const { kind, recorded, live, desired, lastModifiedTime, lastModifiedRegion } = conflict;
  return {
    kind,
    ...cellOf(conflict, table),
    ...valuesOf(conflict, { recorded, live, desired }, table),
    ...(lastModifiedTime !== undefined && { lastModifiedTime }),
    ...(lastModifiedRegion !== undefined && { lastModifiedRegion }),
  };
}

function cellOf({ rowKey, attribute, valueType }: Cell, { primaryAttributes }: Table): ReportCell {
  const key = parseRowKey(rowKey, primaryAttributes);
  return { row: rowLabel(rowKey), ...(key && { key }), column: attribute, type: valueType };
}

function valueOf(text: string, cell: Cell, { redact }: Table): ReportValue {
  return redact(cell) ? { sensitive: true } : { value: decodeValue(text, cell.valueType) };
}

/** Those of the texts that are there, as values. */
function valuesOf<K extends string>(cell: Cell, texts: Readonly<Partial<Record<K, string>>>, table: Table) {
  const there = Object.entries(texts).filter((entry): entry is [K, string] => entry[1] !== undefined);
  return Object.fromEntries(there.map(([name, text]) => [name, valueOf(text, cell, table)])) as Partial<
    Record<K, ReportValue>
  >;
}
