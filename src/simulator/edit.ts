import { ensureRecord, putCell, removeCell } from "./records/cells";
import { findRecord } from "./records/keys";
import type { Service } from "./service";
import type { TableState } from "./store/state";

/** A write by another writer: a colleague on the admin website, another tool, a flow. Values are not checked. */
export interface Edit {
  /** Name, id or ARN of the table. */
  readonly table: string;
  /** Instance id; only needed when two instances have a table of the same name. */
  readonly instance?: string;
  /** Key column → value; left out: the default record. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly column?: string;
  /** The new raw value; null removes the value. */
  readonly value?: string | null;
  /** Removes the whole table; everything but `table` and `instance` is ignored then. */
  readonly deleteTable?: boolean;
}

/**
 * Writes as another writer: creates, changes or removes one value, or removes a table; lock versions move as for any other writer.
 * @throws Error when the table or the column does not exist.
 */
export function applyEdit(service: Service, edit: Edit): void {
  const { instance, table } = findTable(service, edit);
  if (edit.deleteTable) {
    service.store.remove(instance, table.id);
    return;
  }
  const attribute = attributeOf(table, edit.column);
  const keys = Object.fromEntries(
    Object.entries(edit.keys ?? {}).map(([name, value]) => [attributeOf(table, name).id, value]),
  );
  const change = { time: service.now(), region: table.arn.split(":")[3] ?? "us-east-1", by: "edit" };
  if (typeof edit.value === "string") {
    putCell(service, table, ensureRecord(service, table, keys, change), attribute, edit.value, change);
  } else {
    const record = findRecord(service, table, keys);
    if (record?.cells[attribute.id]) removeCell(service, table, record, attribute, change);
  }
  service.store.commit(instance, table, service.switches.staleReads);
}

function findTable(service: Service, edit: Edit): { instance: string; table: TableState } {
  for (const instance of service.store.instanceKeys()) {
    if (edit.instance !== undefined && instance.split("/").pop() !== edit.instance) continue;
    const table = service.store.tables(instance).find(({ name, id, arn }) => [name, id, arn].includes(edit.table));
    if (table) return { instance, table: structuredClone(table) };
  }
  throw new Error(`There is no table "${edit.table}".`);
}

function attributeOf(table: TableState, name: string | undefined): TableState["attributes"][number] {
  const attribute = table.attributes.find((each) => each.name === name);
  if (!attribute) throw new Error(`The table "${table.name}" has no column "${name ?? ""}".`);
  return attribute;
}
