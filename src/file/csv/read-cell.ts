import { decodeValue, isExpression } from "../../core/cells/cell-value";
import { fromDecimalText, isDecimal } from "../../core/decimal";
import type { CellValue, ValueType } from "../../core/model";
import { numberList } from "../read/read-yaml-rows";
import type { CsvSettings } from "./settings";

/** What is wrong with a cell. */
export type CellMistake = "expression" | "list" | "number";

/** The text of a cell as a value of its column's type. What does not fit the type stays text; only a mistake of the CSV form is one here. */
export class CsvCellReader {
  private readonly words: ReadonlyMap<string, boolean>;

  constructor(private readonly settings: CsvSettings) {
    const { trueWords = [], falseWords = [] } = settings;
    const entries = (words: readonly string[], value: boolean) => words.map((word) => [fold(word), value] as const);
    this.words = new Map([...entries(["true", ...trueWords], true), ...entries(["false", ...falseWords], false)]);
  }

  read(text: string, type: ValueType): { readonly value: CellValue } | { readonly mistake: CellMistake } {
    if (text.startsWith("{")) {
      const expression = readExpression(text);
      if (expression) return { value: expression };
      if (looksLikeExpression.test(text)) return { mistake: "expression" };
    }
    switch (type) {
      case "TEXT":
        return { value: text };
      case "NUMBER":
        return this.readNumber(text);
      case "BOOLEAN":
        return { value: this.words.get(fold(text)) ?? text };
      case "TEXT_LIST":
      case "NUMBER_LIST": {
        const value = this.list(text, type);
        return value === undefined ? { mistake: "list" } : { value };
      }
    }
  }

  /** What could be one number or another is a mistake; what is none at all stays text. */
  private readNumber(text: string): { readonly value: CellValue } | { readonly mistake: CellMistake } {
    const value = this.number(text);
    if (value !== undefined) return { value };
    return /\d/.test(text) && /^[-+\d.,\s'’]+$/.test(text) && /[.,]/.test(text)
      ? { mistake: "number" }
      : { value: text };
  }

  private list(text: string, type: ValueType): CellValue | undefined {
    const { listSeparator } = this.settings;
    const list = decodeValue(text, type);
    if (Array.isArray(list)) return list as CellValue;
    if (listSeparator === undefined || text.startsWith("[")) return undefined;
    if (text === "") return [];
    const items = text.split(listSeparator);
    if (type !== "NUMBER_LIST") return this.settings.trim ? items.map((item) => item.trim()) : items;
    return numberList(items.map((item) => String(this.number(item) ?? item.trim())));
  }

  /** A number without the separators of its thousands, where those cannot be a decimal point or comma. */
  private number(text: string): number | string | undefined {
    const trimmed = text.trim();
    if (this.settings.decimalComma) {
      if (!commaNumber.test(trimmed)) return undefined;
      return fromDecimalText(trimmed.replace(thousands, "").replace(",", "."));
    }
    if (isDecimal(trimmed)) return fromDecimalText(trimmed);
    return pointNumber.test(trimmed) ? fromDecimalText(trimmed.replace(/[,\s'’]/g, "")) : undefined;
  }
}

const thousands = /[.\s'’]/g;

/** With a decimal comma: digits, or groups of three after a point, a space or an apostrophe. */
const commaNumber = /^[+-]?(\d+|\d{1,3}(?:([.\s'’])\d{3})(?:\2\d{3})*)?(,\d*)?(?<=\d,?)([eE][+-]?\d{1,3})?$/;

/** With a decimal point: groups of three after a comma, with a point or a second group behind it (`1,234` alone could be a decimal comma), or after a space or an apostrophe. */
const pointNumber =
  /^[+-]?(\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:([\s'’])\d{3})(?:\2\d{3})*(\.\d+)?)$/;

/** How to write an expression in a CSV file. */
export const csvExpression =
  'If an expression is meant, write it as JSON, in quotes with the inner quotes doubled: "{""expression"":""=…""}"; otherwise begin the cell with another character.';

/** What was meant to be an expression, in the spelling of YAML or TypeScript. An export writes no text that begins with `{` (`write/csv.ts`). */
const looksLikeExpression = /^\{\s*["']?expression["']?\s*:/;

/** An expression as a cell holds it. Not as a bare `=…`: what comes from a spreadsheet must not turn into code. */
function readExpression(text: string): CellValue | undefined {
  if (!text.includes('"expression"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isExpression(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function fold(word: string): string {
  return word.trim().toLowerCase();
}
