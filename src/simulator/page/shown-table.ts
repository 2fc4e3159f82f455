import type { Grid, GridCell, GridRow } from "../../grid/model";
import { currentLock, levelPart } from "../records/lock-version";
import type { LoggedRequest } from "../http/request-log";
import type { AttributeState, Change, LockLevel, LockVersion, RecordState, TableState } from "../store/state";

/** Who sent a request, as far as the log knows. */
type WriterOf = (requestId: string) => Pick<LoggedRequest, "accessKeyId" | "operation"> | undefined;

/** A stored table as the grid that supervisors know. `writerOf`: with lock versions and who wrote last. */
export function shownTable(table: TableState, writerOf?: WriterOf): Grid {
  const columns = [...table.attributes].sort((a, b) => Number(b.primary) - Number(a.primary));
  const [first, ...rest] = [...table.records].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const records = first?.isDefault ? [first, ...rest] : [undefined, ...(first ? [first] : []), ...rest];
  return {
    id: "table",
    label: `${table.name}: rows and values`,
    columns: columns.map(({ name, valueType, primary }) => ({ name, isKey: primary, detail: valueType })),
    rows: records.map((record) => rowOf(table, columns, record, writerOf)),
  };
}

/** A row; without a record, the default record of a table that has none yet. */
function rowOf(
  table: TableState,
  columns: readonly AttributeState[],
  record: RecordState | undefined,
  writerOf?: WriterOf,
): GridRow {
  const keys = columns.filter(({ primary }) => primary);
  const sent =
    record?.isDefault === false
      ? keys.map(({ id, name }) => ({ AttributeName: name, Value: record.keys[id] ?? "" }))
      : [];
  return {
    keys: sent.length > 0 ? sent.map(({ Value }) => (Value === "" ? '""' : Value)) : "(default record)",
    cells: columns.filter(({ primary }) => !primary).map((column) => cellOf(table, column, record, writerOf)),
    data: { keys: JSON.stringify(sent) },
  };
}

function cellOf(
  table: TableState,
  column: AttributeState,
  record: RecordState | undefined,
  writerOf?: WriterOf,
): GridCell {
  const cell = record?.cells[column.id];
  if (!cell) return { data: { column: column.name } };
  const lock = currentLock(table, column, record);
  const notes = writerOf && [lockText(lock, table.lockLevel), changeText(cell.change, writerOf)];
  const data = { column: column.name, value: JSON.stringify(cell.value), lock: JSON.stringify(lock) };
  return { value: cell.value === "" ? '""' : cell.value, data, ...(notes && { notes }) };
}

/** The part of a lock version that counts at the table's lock level. */
function lockText(lock: LockVersion, level: LockLevel): string {
  if (level === "NONE") return "not locked";
  const version = lock[levelPart[level]] ?? "none";
  return `lock version ${version}`;
}

function changeText({ time, region, by }: Change, writerOf: WriterOf): string {
  const request = writerOf(by);
  const who =
    by === "edit"
      ? "an edit of a test"
      : request
        ? `${request.accessKeyId ?? "unsigned"}, ${request.operation}`
        : `request ${by}`;
  return `${new Date(time).toISOString()} ${region}: ${who}`;
}
