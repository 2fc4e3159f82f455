import { decodeValue } from "../core/cell-value";
import type { CellAddress } from "../core/cell-map";
import type { ValueType } from "../core/model";
import type { Plan } from "../core/plan";
import { parseRowKey, rowLabel } from "../core/row-key";
import {
  makeTableReport,
  type ReportCell,
  type ReportValue,
  type RowMove,
  type SettingChange,
  type TableReport,
} from "./report";
import type { Redact } from "./show-value";

/** What a plan does not say of its table. */
export interface PlannedTable {
  readonly name: string;
  readonly primaryAttributes: readonly string[];
  readonly redact: Redact;
  /** What differs in the table itself. */
  readonly settings?: readonly SettingChange[];
  /** Rows that keep their values under another key. */
  readonly moves?: readonly RowMove[];
}

type Cell = CellAddress & { readonly valueType: ValueType };

/** The report of one table's plan. */
export function reportPlan(
  plan: Plan,
  { name, primaryAttributes, redact, settings = [], moves = [] }: PlannedTable,
): TableReport {
  const cellOf = ({ rowKey, attribute, valueType }: Cell): ReportCell => {
    const key = parseRowKey(rowKey, primaryAttributes);
    return { row: rowLabel(rowKey), ...(key && { key }), column: attribute, type: valueType };
  };
  const valueOf = (text: string, cell: Cell): ReportValue =>
    redact(cell) ? { sensitive: true } : { value: decodeValue(text, cell.valueType) };
  const values = <K extends string>(cell: Cell, texts: Readonly<Partial<Record<K, string>>>) =>
    Object.fromEntries(
      Object.entries(texts)
        .filter((entry): entry is [K, string] => entry[1] !== undefined)
        .map(([which, text]) => [which, valueOf(text, cell)]),
    ) as Partial<Record<K, ReportValue>>;
  return makeTableReport({
    name,
    operation: "update",
    settings,
    moves,
    changes: plan.changes.map((change, index) => ({
      number: index + 1,
      kind: change.kind,
      ...cellOf(change),
      ...values(change, { before: change.before, after: change.after }),
      ...(change.overwrites && { overwrites: change.overwrites }),
    })),
    conflicts: plan.conflicts.map((conflict) => ({
      kind: conflict.kind,
      ...cellOf(conflict),
      ...values(conflict, { recorded: conflict.recorded, live: conflict.live, desired: conflict.desired }),
      ...(conflict.lastModifiedTime !== undefined && { lastModifiedTime: conflict.lastModifiedTime }),
      ...(conflict.lastModifiedRegion !== undefined && { lastModifiedRegion: conflict.lastModifiedRegion }),
    })),
    drift: plan.drift.map((drift) => ({
      ...cellOf(drift),
      recorded: valueOf(drift.recorded, drift),
      ...values(drift, { live: drift.live }),
    })),
  });
}
