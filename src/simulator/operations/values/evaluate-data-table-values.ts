import { readEntries, refuseDenied } from "../../answers/batch-items";
import { evaluateValue } from "../../values/evaluate-value";
import { Fields } from "../../http/fields";
import { ItemError } from "../../answers/item-error";
import type { JsonObject } from "../../http/json-object";
import { echoedKeys } from "../../records/key-shapes";
import { findRecord, readSentKeys, resolveKeys } from "../../records/keys";
import { findAttribute, locateTable } from "../../locate";
import { checkTimeZone } from "../../metadata";
import { page } from "../../store/paging";
import { ServiceError } from "../../answers/service-error";
import type { Call, Operation, Service } from "../../service";
import type { TableState } from "../../store/state";

/** POST …/values/evaluate: values as a flow sees them: expressions worked out, the default record and the type behind them. */
export const evaluateDataTableValues: Operation = (service, call) => {
  const table = locateTable(service, call, "any", true);
  const timeZone = new Fields(service, call.body).optionalText("TimeZone");
  if (timeZone !== undefined) checkTimeZone(service, timeZone);
  const { entries, next } = page<JsonObject>(service, call, {
    entries: evaluateAll(service, call, table),
    most: service.limits.evaluatePageSize,
  });
  return { Values: entries, ...next };
};

function evaluateSet(service: Service, table: TableState, set: Fields): JsonObject[] {
  const sent = readSentKeys(set);
  const names = set.optionalTexts("AttributeNames") ?? set.missing("AttributeNames");
  refuseDenied(service, sent, names);
  const own = findRecord(service, table, resolveKeys(service, table, sent));
  const fallback = table.records.find((record) => record.isDefault);
  return names.map((name) => {
    const attribute = findAttribute(service, table, name);
    if (!attribute) throw new ServiceError("ResourceNotFoundException", `Attribute ${name} not found.`);
    return {
      RecordId: (own ?? fallback)?.id ?? "",
      ...echoedKeys(service, table, sent, own),
      AttributeName: attribute.name,
      ValueType: attribute.valueType,
      ...evaluateValue(service, attribute, own, fallback),
    };
  });
}

function evaluateAll(service: Service, call: Call, table: TableState): JsonObject[] {
  try {
    return readEntries(service, call).flatMap((set) => evaluateSet(service, table, set));
  } catch (error) {
    if (error instanceof ItemError) throw Fields.refusal(service, `PrimaryValues: ${error.message}.`);
    throw error;
  }
}
