import { checkRules } from "../schema/check-rules";
import type { Fields } from "../http/fields";
import { ItemError } from "../answers/item-error";
import { findAttribute } from "../locate";
import { normaliseValue } from "../values/normalise-value";
import { parseValue } from "../values/parse-value";
import type { Service } from "../service";
import type { AttributeState, RecordState, TableState } from "../store/state";

/** Primary values as they were sent. */
export type SentKeys = readonly { readonly AttributeName: string; readonly Value: string }[];

/** Attribute id → key value. Empty stands for the default record. */
export type Keys = Readonly<Record<string, string>>;

/** The key columns of a table, in the order of their creation. */
export function keyAttributes(table: TableState): AttributeState[] {
  return table.attributes.filter((attribute) => attribute.primary);
}

/** Reads the shape of PrimaryValues; absent, null and `[]` are all the default record. */
export function readSentKeys(fields: Fields, member = "PrimaryValues"): SentKeys {
  const entries = fields.optionalObjects(member) ?? [];
  return entries.map((entry) => ({ AttributeName: entry.text("AttributeName"), Value: entry.text("Value") }));
}

/**
 * The keys that were sent, by attribute id.
 * @throws ItemError when one is unknown, named twice, missing or of the wrong type.
 */
export function resolveKeys(service: Service, table: TableState, sent: SentKeys): Keys {
  const keys: Record<string, string> = {};
  for (const { AttributeName, Value } of sent) {
    const attribute = findAttribute(service, table, AttributeName);
    if (!attribute?.primary) throw new ItemError("invalid", `${AttributeName} is no primary attribute`);
    if (Object.hasOwn(keys, attribute.id)) throw new ItemError("invalid", `${AttributeName} is given twice`);
    keys[attribute.id] = keyValue(service, attribute, Value);
  }
  const missing = sent.length > 0 && keyAttributes(table).find((attribute) => !Object.hasOwn(keys, attribute.id));
  if (missing) throw new ItemError("invalid", `a value for ${missing.name} is missing`);
  return keys;
}

/** A key value in the form in which two are compared: case folded where the attribute says so. Source: IgnoreCase, API model. */
export function foldedKey(service: Service, attribute: AttributeState, value: string): string {
  if (attribute.valueType === "NUMBER" && service.switches.numberKeys === "as-number") return String(Number(value));
  return attribute.validation?.IgnoreCase ? value.toLowerCase() : value;
}

/** One text per record: the same for keys that address the same record. */
export function keyText(service: Service, table: TableState, keys: Keys): string {
  const parts = keyAttributes(table).map((attribute) => {
    const value = keys[attribute.id];
    return value === undefined ? null : foldedKey(service, attribute, value);
  });
  return JSON.stringify(Object.keys(keys).length === 0 ? [] : parts);
}

/** The record that keys address, if it is there. */
export function findRecord(service: Service, table: TableState, keys: Keys): RecordState | undefined {
  if (Object.keys(keys).length === 0) return table.records.find((record) => record.isDefault);
  const columns = keyAttributes(table);
  const wanted = columns.map((column) => foldedKey(service, column, keys[column.id] ?? ""));
  return table.records.find(
    (record) =>
      !record.isDefault &&
      columns.every((column, index) => foldedKey(service, column, record.keys[column.id] ?? "") === wanted[index]),
  );
}

function keyValue(service: Service, attribute: AttributeState, sent: string): string {
  const { switches, limits } = service;
  const value = switches.normaliseKeys ? normaliseValue(sent, attribute.valueType, switches) : sent;
  if (value === "" && switches.emptyKey === "refused") throw new ItemError("invalid", `${attribute.name} is empty`);
  if (value !== "")
    checkRules(parseValue(value, attribute.valueType, true, { switches, limits }), value, attribute.validation);
  return value;
}
