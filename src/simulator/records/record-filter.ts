import { Fields } from "../http/fields";
import type { JsonObject } from "../http/json-object";
import { foldedKey } from "./keys";
import { findAttribute } from "../locate";
import type { Call, Service } from "../service";
import type { RecordState, TableState } from "../store/state";

/** The filters of the two value lists, as sent: RecordIds, PrimaryAttributeValues. @throws 400 when they have the wrong shape. */
export function readRecordFilter(service: Service, call: Call): JsonObject {
  const fields = new Fields(service, call.body);
  const ids = fields.optionalTexts("RecordIds");
  const keys = fields.optionalObjects("PrimaryAttributeValues")?.map((entry) => ({
    name: entry.text("AttributeName"),
    values: entry.optionalTexts("Values") ?? entry.missing("Values"),
  }));
  return { ...(ids?.length && { ids }), ...(keys?.length && { keys }) };
}

/** Whether a record passes the filter; the default record has no keys, so a filter by keys never finds it. */
export function matchesRecord(service: Service, table: TableState, filter: JsonObject, record: RecordState): boolean {
  const { ids, keys } = filter as { ids?: string[]; keys?: { name: string; values: string[] }[] };
  if (ids && !ids.includes(record.id)) return false;
  return (keys ?? []).every(({ name, values }) => {
    const attribute = findAttribute(service, table, name);
    const own = attribute && record.keys[attribute.id];
    if (!attribute || own === undefined) return false;
    return values.some((value) => foldedKey(service, attribute, value) === foldedKey(service, attribute, own));
  });
}
