import type { Service } from "./service";
import type { AttributeState, LockVersion, RecordState, TableState } from "./store/state";
import { currentLock } from "./records/lock-version";

/** Column → raw value. */
export type DumpedValues = Record<string, string>;

/** One record of a dump. The members in question marks are there only when lock versions were asked for. */
export interface DumpedRow {
  keys: DumpedValues;
  values: DumpedValues;
  recordId?: string;
  locks?: Record<string, LockVersion>;
  lastWrittenBy?: Record<string, string>;
}

/** One table of a dump. */
export interface DumpedTable {
  id: string;
  arn: string;
  instance: string;
  description?: string;
  timeZone: string;
  lockLevel: string;
  tags: Record<string, string>;
  attributes: Record<string, Pick<AttributeState, "id" | "valueType" | "primary" | "description" | "validation">>;
  defaults: DumpedValues;
  /** Sorted by their keys. */
  rows: DumpedRow[];
  /** The default record with its lock versions, when they were asked for and there is one. */
  defaultRow?: DumpedRow;
}

/** The truth, for a test to compare with: table name → table. Two tables of one name stand under `<instance>/<name>`. */
export interface Dump {
  tables: Record<string, DumpedTable>;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Everything that is stored, in a form that is easy to compare by hand. `locks` adds record ids, lock versions and last writers. */
export function dumpState(service: Service, options: { readonly locks?: boolean } = {}): Dump {
  const tables = new Map<string, DumpedTable>();
  for (const instance of service.store.instanceKeys()) {
    for (const table of service.store.tables(instance)) {
      const name = tables.has(table.name) ? `${instance}/${table.name}` : table.name;
      tables.set(name, dumpTable(instance, table, options.locks ?? false));
    }
  }
  return { tables: Object.fromEntries(tables) };
}

function named(table: TableState, entries: readonly (readonly [string, string])[]): DumpedValues {
  const position = new Map(table.attributes.map(({ id, name }, index) => [id, { name, index }]));
  const known = entries.flatMap(([id, value]) => {
    const at = position.get(id);
    return at ? [{ ...at, value }] : [];
  });
  return Object.fromEntries(known.sort((a, b) => a.index - b.index).map(({ name, value }) => [name, value]));
}

function dumpRow(table: TableState, record: RecordState, withLocks: boolean): DumpedRow {
  const cells = Object.entries(record.cells);
  const row: DumpedRow = {
    keys: named(table, Object.entries(record.keys)),
    values: named(
      table,
      cells.map(([id, { value }]) => [id, value]),
    ),
  };
  if (!withLocks) return row;
  const written = table.attributes.filter(({ id }) => record.cells[id]);
  row.recordId = record.id;
  row.locks = Object.fromEntries(written.map((attribute) => [attribute.name, currentLock(table, attribute, record)]));
  row.lastWrittenBy = named(
    table,
    cells.map(([id, { change }]) => [id, change.by]),
  );
  return row;
}

function dumpTable(instance: string, table: TableState, withLocks: boolean): DumpedTable {
  const defaults = table.records.find(({ isDefault }) => isDefault);
  const rows = table.records.filter(({ isDefault }) => !isDefault).map((record) => dumpRow(table, record, withLocks));
  const attributes = table.attributes.map(({ name, id, valueType, primary, description, validation }) => [
    name,
    { id, valueType, primary, ...(description !== undefined && { description }), ...(validation && { validation }) },
  ]);
  return {
    id: table.id,
    arn: table.arn,
    instance,
    ...(table.description !== undefined && { description: table.description }),
    timeZone: table.timeZone,
    lockLevel: table.lockLevel,
    tags: { ...table.tags },
    attributes: Object.fromEntries(attributes) as DumpedTable["attributes"],
    defaults: defaults ? dumpRow(table, defaults, false).values : {},
    rows: rows.sort((a, b) => byText(JSON.stringify(Object.values(a.keys)), JSON.stringify(Object.values(b.keys)))),
    ...(withLocks && defaults && { defaultRow: dumpRow(table, defaults, true) }),
  };
}
