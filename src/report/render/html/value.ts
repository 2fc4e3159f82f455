import { isExpression } from "../../../core/cells/cell-value";
import type { CellValue, ValueType } from "../../../core/model";
import { visible } from "../../../core/text";
import type { ReportValue } from "../../report";
import { clip, clipPair, valueText } from "../../value-text";

/** Characters of a value that are shown; the JSON form has all of them. */
const longest = 200;

/** A value as the admin website shows it: bare where it is unambiguous, otherwise as in the other forms of the report. */
export function plainText(value: ReportValue, type?: ValueType): string {
  if (!("value" in value)) return valueText(value, type);
  return plain(value.value) ?? valueText(value, type);
}

/** The same, cut to the length that is shown. */
export function cellText(value: ReportValue, type?: ValueType): string {
  return clip(plainText(value, type), longest);
}

/** Two values, distinguishable even where they would look alike, and cut so that the first difference stays visible. */
export function cellTexts(before: ReportValue, after: ReportValue, type?: ValueType): [string, string] {
  const texts = [plainText(before, type), plainText(after, type)] as const;
  const alike = texts[0] === texts[1];
  return clipPair(alike ? valueText(before, type) : texts[0], alike ? valueText(after, type) : texts[1], longest);
}

/** The bare form; `undefined` where it could be taken for something else. */
function plain(value: CellValue): string | undefined {
  if (typeof value === "string") return isClear(value) ? visible(value) : undefined;
  if (typeof value !== "object") return String(value);
  if (isExpression(value)) return visible(value.expression);
  const items = (value as readonly (string | number)[]).map(String);
  return items.length > 0 && items.every((item) => isClear(item) && !item.includes(","))
    ? visible(items.join(", "))
    : undefined;
}

/** Whether a string can be shown without quotes and still be recognised as exactly that string. */
function isClear(text: string): boolean {
  return text !== "" && text === text.trim() && !/^["[=(]/.test(text) && !/ {2}/.test(text);
}
