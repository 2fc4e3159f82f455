/**
 * A cell's value in its two forms: as a program declares it (`CellValue`), and as the service stores it (always text).
 * Source of the encoding: Amazon Connect API reference and administrator guide; lists are JSON arrays in one string.
 */
import { decimalText, fromDecimalText, isDecimal, sameDecimal } from "../decimal";
import type { Attributes, CellValue, Expression, ValueType } from "../model";

/** Whether a value is `{ expression: "=…" }`. */
export function isExpression(value: unknown): value is Expression {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 1 &&
    typeof (value as Partial<Expression>).expression === "string"
  );
}

/**
 * The declared value as the text that the service stores, for a column of the given type. A value that `validateValue` refuses gets some
 * text too: a preview compares before it validates.
 */
export function encodeValue(value: CellValue, type: ValueType): string {
  if (Array.isArray(value)) return encodeList(value, type);
  if (typeof value === "object" && isExpression(value)) return value.expression;
  const text = String(value);
  return typeof value === "number" || (type === "NUMBER" && isDecimal(text)) ? decimalText(text) : text;
}

/** The stored text as a program would declare it. A number that JavaScript cannot hold exactly stays text. */
export function decodeValue(text: string, type: ValueType): CellValue {
  if (type === "TEXT_LIST" || type === "NUMBER_LIST") return decodeList(text, type) ?? text;
  if (text.startsWith("=")) return { expression: text };
  if (type === "NUMBER") return fromDecimalText(text);
  if (type === "BOOLEAN" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}

/** Whether two stored texts mean the same in a column of the given type: numbers as decimals, lists after parsing, text exactly. */
export function sameValue(a: string, b: string, type: ValueType): boolean {
  if (a === b) return true;
  if (type === "NUMBER") return sameDecimal(a, b);
  if (type === "BOOLEAN") return a.toLowerCase() === b.toLowerCase() && /^(true|false)$/i.test(a);
  if (type === "TEXT") return false;
  const [first, second] = [parseList(a), parseList(b)];
  if (!first || !second || first.length !== second.length) return false;
  return first.every((item, index) => {
    const other = second[index] ?? "";
    return item === other || (type === "NUMBER_LIST" && sameDecimal(item, other));
  });
}

/** The same of strings that may be absent. `emptyIsAbsent`: the service keeps no empty string, so that it and none are the same. */
export function sameStored(
  a: string | undefined,
  b: string | undefined,
  type: ValueType,
  emptyIsAbsent = false,
): boolean {
  if (a !== undefined && b !== undefined) return sameValue(a, b, type);
  return a === b || (emptyIsAbsent && (a ?? b ?? "").trim() === "");
}

/** Whether two strings differ in nothing but outer spaces or Unicode normal form: what a service may do to a string when it stores it. */
export function sameButForNormalisation(a: string, b: string): boolean {
  return a.normalize("NFC").trim() === b.normalize("NFC").trim();
}

/** A cell as far as its value goes. */
interface Valued {
  readonly attribute: string;
  readonly value: CellValue;
}

/** The type of a cell's column. A column that is not known counts as the cell's value looks. */
export function columnTypeOf({ attribute, value }: Valued, attributes: Attributes): ValueType {
  return attributes.get(attribute)?.valueType ?? typeOf(value);
}

/** The value of a cell as the service would store it. */
export function textOf(cell: Valued, attributes: Attributes): string {
  return encodeValue(cell.value, columnTypeOf(cell, attributes));
}

/** Whether two values of one cell mean the same. Where the column is not known, `12` and `"12.0"` may. */
export function sameMeaning(one: Valued, other: Valued, attributes: Attributes): boolean {
  if (one.value === other.value) return true;
  const types = [columnTypeOf(one, attributes), columnTypeOf(other, attributes)] as const;
  const [a, b] = [encodeValue(one.value, types[0]), encodeValue(other.value, types[1])];
  if (types[0] === types[1]) return sameValue(a, b, types[0]);
  if (types.includes("NUMBER")) return sameDecimal(a, b);
  return types.every((type) => type.endsWith("_LIST")) && sameValue(a, b, "NUMBER_LIST");
}

/** The column type that a value most likely belongs to, for a table that is not known yet. */
export function typeOf(value: CellValue): ValueType {
  if (Array.isArray(value))
    return value.every((item) => typeof item === "number") && value.length > 0 ? "NUMBER_LIST" : "TEXT_LIST";
  if (typeof value === "number") return "NUMBER";
  return typeof value === "boolean" ? "BOOLEAN" : "TEXT";
}

function encodeList(items: readonly (string | number)[], type: ValueType): string {
  if (type !== "NUMBER_LIST") return JSON.stringify(items.map(String));
  return `[${items.map((item) => decimalText(item)).join(",")}]`;
}

function decodeList(text: string, type: ValueType): CellValue | undefined {
  const items = parseList(text);
  if (!items) return undefined;
  if (type === "TEXT_LIST") return items;
  const numbers = items.map(fromDecimalText);
  return numbers.every((item) => typeof item === "number") ? numbers : items;
}

/** The items of a JSON array as texts; numbers keep their digits, which `JSON.parse` would lose. */
function parseList(text: string): string[] | undefined {
  const digitsKept = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token[0] === '"' ? token : `"${token}"`,
  );
  try {
    const list: unknown = JSON.parse(digitsKept);
    return Array.isArray(list) && list.every((item) => typeof item === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}
