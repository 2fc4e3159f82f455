import type { SentKeys } from "./keys";
import { keyAttributes } from "./keys";
import { shuffled } from "../order";
import type { JsonObject } from "../http/json-object";
import type { Service } from "../service";
import type { RecordState, TableState } from "../store/state";

/** PrimaryValues in the answers of list and describe: name, id and value. The order inside is documented to be a set. */
export function storedKeys(service: Service, table: TableState, record: RecordState): JsonObject {
  if (record.isDefault) return ofDefaultRecord(service);
  const entries = keyAttributes(table).map((attribute) => ({
    AttributeName: attribute.name,
    AttributeId: attribute.id,
    Value: record.keys[attribute.id] ?? "",
  }));
  const order = service.switches.keyOrder;
  return {
    PrimaryValues: order === "shuffled" ? shuffled(entries, (entry) => `${record.id}${entry.AttributeId}`) : entries,
  };
}

/** PrimaryValues in the answers of a batch: names and values, as sent or as stored. */
export function echoedKeys(service: Service, table: TableState, sent: SentKeys, record?: RecordState): JsonObject {
  if (sent.length === 0) return ofDefaultRecord(service);
  const entries =
    service.switches.echoKeys === "as-stored" && record
      ? keyAttributes(table).map((key) => ({ AttributeName: key.name, Value: record.keys[key.id] ?? "" }))
      : sent.map(({ AttributeName, Value }) => ({ AttributeName, Value }));
  const order = service.switches.keyOrder;
  return { PrimaryValues: order === "shuffled" ? shuffled(entries, (entry) => JSON.stringify(entry)) : entries };
}

/** PrimaryValues of the default record: null, left out, or `[]`. Two observations disagree, hence a switch. */
function ofDefaultRecord(service: Service): JsonObject {
  switch (service.switches.defaultRecordKeys) {
    case "null":
      return { PrimaryValues: null };
    case "absent":
      return {};
    case "empty":
      return { PrimaryValues: [] };
  }
}
