/**
 * A row's key as one readable text: `Berlin`, or `Berlin | DE` for two key columns.
 *
 * The values stand in the alphabetical order of their columns, so neither the order of rows nor of columns matters. Inside a value
 * `\` and `|` are escaped with `\`, so the bare separator never occurs there and two different keys never make the same text. A
 * leading `__` is escaped too: JavaScript and the Pulumi engine give such names a meaning of their own.
 */
import { canonicalDecimal, isDecimal } from "../decimal";
import type { Attribute, Attributes, PrimaryValues } from "../model";
import { visible } from "../text";
import type { CellAddress } from "./cell-map";

const separator = " | ";

/** The key of the default record. No row can have it: in any other row key `\` is followed by `\`, `|` or `_`. */
export const defaultRowKey = "\\default";

/** The key of a row whose only key column holds an empty text: the engine cannot show a property that has no name. */
export const emptyRowKey = "\\empty";

/** The names of the key columns among some, in their order. */
export function keyColumns(columns: Iterable<Pick<Attribute, "name" | "primary">>): string[] {
  return [...columns].flatMap(({ name, primary }) => (primary ? name : []));
}

/** The key of a row. Columns with an `undefined` value must have been refused before. */
export function rowKey(primaryValues: PrimaryValues): string {
  const names = Object.keys(primaryValues).sort();
  if (names.length === 0) return defaultRowKey;
  const text = names.map((name) => escapePart(primaryValues[name] ?? "")).join(separator);
  if (text === "") return emptyRowKey;
  return text.startsWith("__") ? `\\${text}` : text;
}

/** The way back: a row key and the names of the key columns (in any order) → primary values; `undefined` when they do not fit. */
export function parseRowKey(key: string, primaryAttributes: readonly string[]): PrimaryValues | undefined {
  if (key === defaultRowKey) return {};
  const names = [...primaryAttributes].sort();
  const parts = splitKey(key === emptyRowKey ? "" : key);
  if (parts.length !== names.length) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, parts[index] ?? ""]));
}

/** Primary values as one text that is equal for all spellings that the service takes for one row. */
export type FoldRow = (primaryValues: PrimaryValues) => string;

/** Case is folded only where the key column says IgnoreCase; a number key is the same number however it is written. */
export function foldRow(attributes: Attributes): FoldRow {
  const fold = (name: string, value: string) => {
    const attribute = attributes.get(name);
    if (attribute?.valueType === "NUMBER" && isDecimal(value)) return canonicalDecimal(value);
    return attribute?.validation?.ignoreCase ? value.toLowerCase() : value;
  };
  return (primaryValues) =>
    JSON.stringify(
      Object.keys(primaryValues)
        .sort()
        .map((name) => [name, fold(name, primaryValues[name] ?? "")]),
    );
}

/** The fold under which keys are the same that a service may store as one: it may trim them, and compose their characters. */
export function looseFold(fold: FoldRow): FoldRow {
  const stored = ([name, value]: [string, string]) => [name, value.normalize("NFC").trim()];
  return (values) => fold(Object.fromEntries(Object.entries(values).map(stored)) as PrimaryValues);
}

/** How a row is named to a person: on one line, with nothing in it that a terminal obeys. */
export function rowLabel(key: string): string {
  if (key === emptyRowKey) return "(empty string)";
  return key === defaultRowKey ? "(default record)" : visible(key);
}

/** A cell as it is named to a person: `row "Berlin", column "Opens"`. */
export function cellLabel({ rowKey, attribute }: CellAddress): string {
  return `row "${rowLabel(rowKey)}", column "${visible(attribute)}"`;
}

function escapePart(value: string): string {
  return value.replace(/[\\|]/g, "\\$&");
}

function splitKey(key: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (let i = 0; i < key.length; i++) {
    if (key[i] === "\\") part += key[++i] ?? "";
    else if (key.startsWith(separator, i)) {
      parts.push(part);
      part = "";
      i += separator.length - 1;
    } else part += key[i];
  }
  return [...parts, part];
}
