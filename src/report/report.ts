import type { ConflictKind } from "../core/values/plan";
import { compareText } from "../core/text";
import type { CellValue, PrimaryValues, ValueType } from "../core/model";
import type { TableContents } from "./contents";

/** The version of the report's JSON form. It grows when a reader of the old form would misread the new one. */
export const reportSchemaVersion = 3;

/** What a comparison or a preview found, for all tables; the one model that every form of a report is made from. */
export interface Report {
  readonly schemaVersion: typeof reportSchemaVersion;
  readonly totals: Totals;
  /** By name, so that the same changes make the same report. */
  readonly tables: readonly TableReport[];
  /** What the run said: errors first. */
  readonly messages: readonly ReportMessage[];
}

/** How many cells, and how many settings of tables. */
export interface Totals {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  /** Values that are forgotten and stay in the table. */
  readonly release: number;
  /** Values that are live as declared: recorded, not written. */
  readonly takeOver: number;
  /** Columns that keep their values under another name. */
  readonly rename: number;
  readonly move: number;
  readonly settings: number;
  readonly conflicts: number;
  readonly drift: number;
  /** Cells whose inputs differ and that are not written. */
  readonly unchanged: number;
}

/** One table. */
export interface TableReport {
  readonly name: string;
  /** The Pulumi resource, where the report comes from a preview. */
  readonly urn?: string;
  /** What becomes of the whole: `update` also where nothing differs; `release`: forgotten, and left in the instance. */
  readonly operation: "create" | "update" | "delete" | "replace" | "release";
  readonly totals: Totals;
  readonly settings: readonly SettingChange[];
  readonly renames: readonly ColumnRename[];
  readonly moves: readonly RowMove[];
  readonly changes: readonly CellChange[];
  /** Cells that are live as declared and that state will record. */
  readonly takenOver: readonly ReportCell[];
  /** Cells of which the inputs differ and that are not written. */
  readonly unchanged: readonly ReportCell[];
  readonly conflicts: readonly CellConflict[];
  readonly drift: readonly CellDrift[];
  /** Everything else in the table, where it is known; not part of the JSON form. */
  readonly contents?: TableContents;
}

/** A value, or why it is not shown. */
export type ReportValue =
  | { readonly value: CellValue }
  /** The column is sensitive, or the value is a secret. */
  | { readonly sensitive: true }
  /** The value is only known when the change is made. */
  | { readonly unknown: true };

/** The cell that an entry is about. */
export interface ReportCell {
  /** The row as it is shown; `(default record)` for the default record. */
  readonly row: string;
  /** The row's key, column by column; empty for the default record, absent where it is not known. */
  readonly key?: PrimaryValues;
  readonly column: string;
  readonly type?: ValueType;
}

/** One write, or one cell that is released: forgotten, its live value left alone. */
export interface CellChange extends ReportCell {
  /** From 1, in the order of the table's rows. */
  readonly number: number;
  readonly kind: "create" | "update" | "delete" | "release";
  readonly before?: ReportValue;
  readonly after?: ReportValue;
  /** The conflict that this write settles by force. */
  readonly overwrites?: ConflictKind;
}

/** One cell that is not written, because someone else changed it. */
export interface CellConflict extends ReportCell {
  readonly kind: ConflictKind;
  readonly recorded?: ReportValue;
  readonly live?: ReportValue;
  readonly desired?: ReportValue;
  readonly lastModifiedTime?: string;
  readonly lastModifiedRegion?: string;
}

/** One cell that someone changed and that stays as it is. */
export interface CellDrift extends ReportCell {
  readonly recorded: ReportValue;
  readonly live?: ReportValue;
}

/** One setting of the table or of its resource. */
export interface SettingChange {
  readonly kind: "create" | "update" | "delete";
  /** Such as `timeZone` or `attributes.Seats.validation`. */
  readonly path: string;
  /** As JSON; absent where there is none. A secret is `"[secret]"`. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One row that keeps its values under another key. */
export interface RowMove {
  readonly from: string;
  readonly to: string;
}

/** One column that keeps its values under another name. */
export interface ColumnRename {
  readonly from: string;
  readonly to: string;
}

/** Something that the run said about a table. */
export interface ReportMessage {
  readonly severity: "error" | "warning" | "info";
  readonly table?: string;
  readonly text: string;
}

/** A report of tables: sorted and counted. */
export function makeReport(tables: readonly TableReport[], messages: readonly ReportMessage[] = []): Report {
  const sorted = [...tables].sort((a, b) => compareText(a.name, b.name) || compareText(a.urn ?? "", b.urn ?? ""));
  const totals = sorted.reduce((sum, table) => addTotals(sum, table.totals), noTotals);
  const severities = ["error", "warning", "info"];
  const said = [...messages].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      compareText(a.table ?? "", b.table ?? "") ||
      compareText(a.text, b.text),
  );
  return { schemaVersion: reportSchemaVersion, totals, tables: sorted, messages: said };
}

/** What a table may have none of. */
type Optional = "settings" | "renames" | "moves" | "changes" | "takenOver" | "unchanged" | "conflicts" | "drift";

/** A table's report with its totals. */
export function makeTableReport(
  table: Omit<TableReport, "totals" | Optional> & Partial<Pick<TableReport, Optional>>,
): TableReport {
  const { name, urn, operation, settings = [], renames = [], moves = [], changes = [] } = table;
  const { takenOver = [], unchanged = [], conflicts = [], drift = [], contents } = table;
  const lists = { settings, renames, moves, changes, takenOver, unchanged, conflicts, drift };
  const totals = totalsOf(lists);
  return { name, ...(urn !== undefined && { urn }), operation, totals, ...lists, ...(contents && { contents }) };
}

function totalsOf({ changes, ...lists }: Pick<TableReport, Optional>): Totals {
  const count = (kind: CellChange["kind"]) => changes.filter((change) => change.kind === kind).length;
  return {
    create: count("create"),
    update: count("update"),
    delete: count("delete"),
    release: count("release"),
    takeOver: lists.takenOver.length,
    rename: lists.renames.length,
    move: lists.moves.length,
    settings: lists.settings.length,
    conflicts: lists.conflicts.length,
    drift: lists.drift.length,
    unchanged: lists.unchanged.length,
  };
}

/** Whether there is nothing to report. */
export function isEmpty({ tables, messages }: Report): boolean {
  return messages.length === 0 && tables.every((table) => table.operation === "update" && isUnchanged(table.totals));
}

/** Whether all counts are zero. */
export function isUnchanged(totals: Totals): boolean {
  return Object.values(totals).every((count) => count === 0);
}

const noTotals: Totals = totalsOf({
  settings: [],
  renames: [],
  moves: [],
  changes: [],
  takenOver: [],
  unchanged: [],
  conflicts: [],
  drift: [],
});

function addTotals(a: Totals, b: Totals): Totals {
  return Object.fromEntries(
    (Object.keys(noTotals) as (keyof Totals)[]).map((name) => [name, a[name] + b[name]]),
  ) as unknown as Totals;
}
