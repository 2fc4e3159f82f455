import { ItemError } from "../answers/item-error";
import type { Limits } from "../world/limits";
import type { ValueType } from "../store/state";
import type { Switches } from "../world/switches";

/** What a value means: how the simulator compares, validates and evaluates it. Lists keep the spelling of their numbers. */
export type ParsedValue =
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "boolean"; readonly boolean: boolean }
  | { readonly kind: "texts"; readonly items: readonly string[] }
  | { readonly kind: "numbers"; readonly items: readonly number[] };

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const lenientNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const length = (text: string): number => [...text].length;

/**
 * Reads a value by the type of its attribute and holds it against the limits of that type.
 * @throws ItemError `invalid`. Source: Admin Guide (encoding, limits; expressions in TEXT, NUMBER, BOOLEAN cells that are no keys).
 */
export function parseValue(
  text: string,
  type: ValueType,
  isKey: boolean,
  { switches, limits }: { readonly switches: Switches; readonly limits: Limits },
): ParsedValue {
  if (text.startsWith("=")) return parseExpression(text, isKey, type, switches, limits);
  switch (type) {
    case "TEXT":
      return parseText(text, isKey ? limits.keyTextLength : limits.textLength);
    case "NUMBER":
      return parseNumber(text, switches);
    case "BOOLEAN":
      return parseBoolean(text, switches);
    case "TEXT_LIST":
    case "NUMBER_LIST":
      return parseList(text, type, limits);
  }
}

function parseNumber(text: string, switches: Switches): ParsedValue {
  const pattern = switches.numberSpelling === "json" ? jsonNumber : lenientNumber;
  if (!pattern.test(text) || !Number.isFinite(Number(text))) throw new ItemError("invalid", "not a number");
  return { kind: "number", number: Number(text) };
}

function parseBoolean(text: string, switches: Switches): ParsedValue {
  const spelled = switches.booleanSpelling === "strict" ? text : text.toLowerCase();
  if (spelled !== "true" && spelled !== "false") throw new ItemError("invalid", "not true or false");
  return { kind: "boolean", boolean: spelled === "true" };
}

function parseList(text: string, type: "TEXT_LIST" | "NUMBER_LIST", limits: Limits): ParsedValue {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    throw new ItemError("invalid", "not a JSON array");
  }
  if (!Array.isArray(items)) throw new ItemError("invalid", "not a JSON array");
  if (items.length > limits.listItems) throw new ItemError("invalid", `more than ${limits.listItems} items`);
  const wanted = type === "TEXT_LIST" ? "string" : "number";
  if (items.some((item) => typeof item !== wanted)) throw new ItemError("invalid", `not an array of ${wanted}s`);
  if (type === "NUMBER_LIST") return { kind: "numbers", items: items as number[] };
  if ((items as string[]).some((item) => length(item) > limits.listItemTextLength)) {
    throw new ItemError("invalid", `an item with more than ${limits.listItemTextLength} characters`);
  }
  return { kind: "texts", items: items as string[] };
}

function parseText(text: string, most: number): ParsedValue {
  if (length(text) > most) throw new ItemError("invalid", `more than ${most} characters`);
  return { kind: "text", text };
}

function parseExpression(
  text: string,
  isKey: boolean,
  type: ValueType,
  switches: Switches,
  limits: Limits,
): ParsedValue {
  if (isKey || type === "TEXT_LIST" || type === "NUMBER_LIST")
    throw new ItemError("invalid", "no expression allowed here");
  if (length(text) > limits.textLength) throw new ItemError("invalid", `more than ${limits.textLength} characters`);
  if (switches.expressionSyntax === "checked" && !looksWellFormed(text))
    throw new ItemError("invalid", "bad expression");
  return { kind: "expression", text };
}

/** Whether an expression is more than `=` and its parentheses match outside of texts. The service's own rules are unknown. */
function looksWellFormed(text: string): boolean {
  let depth = 0;
  for (const sign of text.slice(1).replace(/"[^"]*"/g, "")) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0 && text.slice(1).trim() !== "";
}
