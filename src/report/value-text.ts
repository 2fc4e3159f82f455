import { isExpression } from "../core/cells/cell-value";
import type { ValueType } from "../core/model";
import { visible } from "../core/text";
import type { ReportValue } from "./report";

/** A value as a person reads it: text in quotes with everything invisible made visible, a number and an expression bare, lists as JSON. */
export function valueText(value: ReportValue, type?: ValueType): string {
  if ("sensitive" in value) return "[secret]";
  if ("unknown" in value) return "[unknown]";
  const plain = value.value;
  if (type === "NUMBER" && typeof plain === "string") return visible(plain);
  return visible(isExpression(plain) ? plain.expression : JSON.stringify(plain));
}

/** Any JSON value on one line, with everything invisible made visible; `undefined` is nothing. */
export function jsonText(value: unknown): string {
  return value === undefined ? "" : visible(JSON.stringify(value));
}

/** Two texts cut to a length, so that the first difference is among what is left. */
export function clipPair(before: string, after: string, longest: number): [string, string] {
  const [old, now] = [[...before], [...after]];
  if (old.length <= longest && now.length <= longest) return [before, after];
  let same = 0;
  while (same < old.length && same < now.length && old[same] === now[same]) same++;
  const start = same < longest / 2 ? 0 : same - Math.floor(longest / 4);
  return [clipFrom(old, start, longest), clipFrom(now, start, longest)];
}

/** A string cut to a length. */
export function clip(text: string, longest: number): string {
  return clipFrom([...text], 0, longest);
}

function clipFrom(characters: readonly string[], start: number, longest: number): string {
  const [head, tail] = [start > 0 ? "…" : "", characters.length > start + longest ? "…" : ""];
  const part = characters.slice(start, start + longest).join("");
  const cut = head !== "" || tail !== "";
  return `${head}${part}${tail}${cut ? ` (${characters.length} characters)` : ""}`;
}
