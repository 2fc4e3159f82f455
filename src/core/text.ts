/**
 * Characters that a terminal obeys, that turn the direction of writing, or that cannot be seen: control characters (C0, C1, ESC), format
 * characters (bidirectional, zero-width), line and paragraph separators, the no-break space, and letters without a shape.
 */
export const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u3164\uffa0]|\u034f/u;
const eachInvisible = new RegExp(invisible, "gu");

/** A string on one line, with everything invisible in it written as an escape: `\u001b`. */
export function visible(text: string): string {
  return text.replace(eachInvisible, escape);
}

/** The same for a string of several lines: its line feeds stay. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/** JSON text that means the same and holds nothing invisible but its line feeds: in JSON such a character is part of a string. */
export function visibleJson(json: string): string {
  return json.replace(eachInvisible, (character) => (character === "\n" ? character : codeUnits(character)));
}

/** `1 problem`, `2 problems`. Default of `many`: `one` with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b and c`. */
export function listOf(words: readonly string[], last: "and" | "or" = "and"): string {
  const end = words[words.length - 1] ?? "";
  return words.length < 2 ? end : `${words.slice(0, -1).join(", ")} ${last} ${end}`;
}

/** A string cut to 60 characters. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A line for each of the first items; the rest is counted. */
export function firstLines<T>(items: readonly T[], most: number, line: (item: T) => string): string[] {
  const rest = items.length - most;
  return [...items.slice(0, most).map(line), ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : codeUnits(character);
}

function codeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}

/** The order that `sort()` gives strings: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
