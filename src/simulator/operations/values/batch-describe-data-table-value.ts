import { readItems, refuseDenied, type BatchItem } from "../../answers/batch-items";
import { ItemError } from "../../answers/item-error";
import { itemMessage } from "../../answers/item-message";
import type { JsonObject } from "../../http/json-object";
import { echoedKeys } from "../../records/key-shapes";
import { findRecord, resolveKeys } from "../../records/keys";
import { findAttribute, locateTable } from "../../locate";
import type { Operation, Service } from "../../service";
import type { TableState } from "../../store/state";
import { readLockOf, valueEntry } from "../../values/value-entries";

/** POST …/values/describe: named values, raw, each with its lock version; a missing one fails alone. */
export const batchDescribeDataTableValue: Operation = (service, call) => {
  const table = locateTable(service, call, "any", true);
  const items = readItems(service, call);
  for (const item of items) refuseDenied(service, item.keys, [item.attributeName]);
  const answer = { Successful: [] as JsonObject[], Failed: [] as JsonObject[] };
  for (const item of items) {
    try {
      answer.Successful.push(describe(service, table, item));
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      const message = itemMessage(service.switches.messages, error);
      answer.Failed.push({
        ...echoedKeys(service, table, item.keys),
        AttributeName: item.attributeName,
        Message: message,
      });
    }
  }
  return answer;
};

function describe(service: Service, table: TableState, item: BatchItem): JsonObject {
  const attribute = findAttribute(service, table, item.attributeName);
  if (!attribute) throw new ItemError("attribute");
  const record = findRecord(service, table, resolveKeys(service, table, item.keys));
  if (!record?.cells[attribute.id]) throw new ItemError("missing");
  const at = { record, attribute };
  return { ...valueEntry(service, table, at), ...readLockOf(service, table, at) };
}
