import { keyAttributes, keyText } from "./keys";
import { ServiceError } from "../answers/service-error";
import type { Service } from "../service";
import type { AttributeState, TableState, ValueType } from "../store/state";

/** What a cell of each type reads as when nothing is stored. Source: Admin Guide. */
export const typeDefaults: Readonly<Record<ValueType, string>> = {
  TEXT: "",
  NUMBER: "0",
  BOOLEAN: "false",
  TEXT_LIST: "[]",
  NUMBER_LIST: "[]",
};

/** A column becomes a key: each record takes its own value of it, or the empty value of the type; defaults lose theirs. */
export function promote(service: Service, table: TableState, attribute: AttributeState): void {
  refuseOnData(service, table);
  attribute.primary = true;
  if (keyAttributes(table).length > service.limits.primaryAttributesPerTable) {
    const most = service.limits.primaryAttributesPerTable;
    throw new ServiceError("ServiceQuotaExceededException", `A table has at most ${most} primary attributes.`);
  }
  for (const record of table.records) {
    if (!record.isDefault)
      record.keys[attribute.id] = record.cells[attribute.id]?.value ?? typeDefaults[attribute.valueType];
    delete record.cells[attribute.id];
  }
  refuseCollisions(service, table);
}

/** A key column becomes an ordinary one, or goes: what is left of the keys must still tell the records apart. */
export function demote(service: Service, table: TableState, attribute: AttributeState): void {
  refuseOnData(service, table);
  attribute.primary = false;
  for (const record of table.records) {
    const value = record.keys[attribute.id];
    delete record.keys[attribute.id];
    if (value !== undefined) record.cells[attribute.id] = { value, lock: record.lock, change: record.change };
  }
  const keyless = keyAttributes(table).length === 0 && table.records.some((record) => !record.isDefault);
  if (keyless) refuse(service, "The last primary attribute of a table with records cannot go.");
  refuseCollisions(service, table);
}

function refuse(service: Service, message: string): never {
  throw new ServiceError(service.switches.keyChangeError, message);
}

/** @throws the set error type when a table that holds data may not change its key columns. The two guides contradict each other. */
function refuseOnData(service: Service, table: TableState): void {
  if (table.records.length > 0 && service.switches.keyColumnOnData === "refused") {
    refuse(service, "Primary attributes cannot be added, removed or changed while the table holds data.");
  }
}

function refuseCollisions(service: Service, table: TableState): void {
  const texts = table.records
    .filter((record) => !record.isDefault)
    .map((record) => keyText(service, table, record.keys));
  if (new Set(texts).size < texts.length) refuse(service, "The primary values would not be unique.");
}
