/**
 * Strings with variables: `${name}` is replaced by a value that differs between environments, `$${` is a literal `${`. Used by table files, whose
 * variables may be known when the file is read or only while a program runs.
 */
import type { CellValue, ValueType } from "../model";
import { fromDecimalText, isDecimal } from "../decimal";
import { isExpression } from "./cell-value";

/** The form of a variable's name. */
export const variableName = "^[A-Za-z_][A-Za-z0-9_-]*$";

/** A value for each variable. */
export type VariableValues = ReadonlyMap<string, string>;

const placeholder = /\$\$\{|\$\{([^}]*)(\}?)/g;

/** The names of the variables that a string uses, in order; `undefined` for a `${` that is not followed by a name and a `}`. */
export function variablesIn(text: string): (string | undefined)[] {
  if (!text.includes("${")) return [];
  const found = [...text.matchAll(placeholder)].filter(([whole]) => whole !== "$${");
  return found.map(([, name = "", end]) => (end && new RegExp(variableName).test(name) ? name : undefined));
}

/** The string with the values of its variables; `undefined` when one of them has none. */
export function fillText(text: string, values: VariableValues): string | undefined {
  if (!text.includes("${")) return text;
  let isOpen = false;
  const filled = text.replace(placeholder, (whole, name: string | undefined) => {
    if (name === undefined) return "${";
    const value = values.get(name);
    isOpen ||= value === undefined;
    return value ?? whole;
  });
  return isOpen ? undefined : filled;
}

/** The template that is left when the variables that have a value are replaced. */
export function fillKnown(text: string, values: VariableValues): string {
  return text.replace(placeholder, (whole, name: string | undefined) => {
    const value = name === undefined ? undefined : values.get(name);
    return value === undefined ? whole : escapeText(value);
  });
}

/** The template of a string that has no variables. */
export function escapeText(text: string): string {
  return text.split("${").join("$${");
}

/** All strings in a cell's value. */
export function textsOf(value: CellValue | null): readonly string[] {
  if (typeof value === "string") return [value];
  if (isExpression(value)) return [value.expression];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** A cell's value with every string in it changed. */
export function mapTexts<T extends CellValue | null>(value: T, change: (text: string) => string): T | CellValue {
  if (typeof value === "string") return change(value);
  if (isExpression(value)) return { expression: change(value.expression) };
  if (!Array.isArray(value)) return value;
  return value.map((item: string | number) => (typeof item === "string" ? change(item) : item)) as readonly string[];
}

/**
 * The value of a cell that is a template: its variables replaced, then read as its column's type. A variable without a value stays as it is
 * written. A string that does not fit the type stays a string, so that validation names it.
 */
export function fillCell(template: CellValue, type: ValueType, values: VariableValues): CellValue {
  const filled = mapTexts<CellValue>(template, (text) => fillText(text, values) ?? text);
  if (typeof filled === "string") return typedText(filled, type);
  if (type !== "NUMBER_LIST" || !Array.isArray(filled)) return filled;
  const items = filled.map((item: string | number) => (isDecimal(String(item)) ? fromDecimalText(String(item)) : item));
  return items.every((item) => typeof item === "number") ? items : filled.map(String);
}

function typedText(text: string, type: ValueType): CellValue {
  if (type === "NUMBER" && isDecimal(text)) return fromDecimalText(text);
  if (type === "BOOLEAN" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}
