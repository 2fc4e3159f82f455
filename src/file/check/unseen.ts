import type { Position } from "../../core/problem";
import { invisible, listOf, shorten, visible } from "../../core/text";
import type { Disclosure } from "../read/disclosure";
import type { Problems } from "../format/problems";

interface Found {
  readonly text: string;
  readonly positions: Position[];
  count: number;
}

/** The form of the file that holds the text: what may be shown of it and what to do about it depend on that. */
interface Advice {
  readonly csv: boolean;
}

const places = 5;

/** Strings with characters that a reader cannot see: white space at an end, no-break, invisible and control characters. Reported once for each column. */
export class UnseenCharacters {
  private readonly found = new Map<string, Found>();

  constructor(private readonly disclosure: Disclosure) {}

  /** Notes a string that has such characters; `where` is only called for the first few of a column. */
  note(text: string, column: string, isKey: boolean, advice: Advice, where: () => Position): void {
    const kind = unseenIn(text, isKey);
    if (kind === undefined) return;
    const key = [kind, column, isKey ? "key" : "value", advice.csv ? "csv" : "yaml"].join("\n");
    const known = this.found.get(key);
    if (!known) this.found.set(key, { text, positions: [where()], count: 1 });
    else if (++known.count <= places + 1) known.positions.push(where());
  }

  /** One warning for each column and kind. */
  report(problems: Problems): void {
    for (const [key, { text, positions, count }] of this.found) {
      const [kind = "", column = "", what = "", form] = key.split("\n");
      const [first, ...others] = positions;
      const secret =
        !this.disclosure.isOpen &&
        (form === "csv" || this.disclosure.isSensitive(column) || !this.disclosure.shows(text));
      const shown = secret ? `a ${what}` : `the ${what} ${visible(JSON.stringify(shorten(text)))}`;
      const lines = others.slice(0, places).map(({ line }) => String(line));
      const rest = count - 1 - lines.length;
      const more =
        lines.length > 0
          ? ` The same applies in line${lines.length > 1 ? "s" : ""} ${listOf([...lines, ...(rest > 0 ? [`${rest} more`] : [])])}.`
          : "";
      const about = { ...(this.disclosure.showsName(column) && { column }), severity: "warning" as const };
      if (first)
        problems.add("UNSEEN_CHARACTERS", first, `${shown} has ${kind}.${more}`, hintOf(kind, form === "csv"), about);
    }
  }
}

function hintOf(kind: string, isCsv: boolean): string {
  if (!isCsv)
    return 'If they are meant, write them as escapes in double quotes, such as "\\u00a0"; otherwise remove them.';
  return kind === outer
    ? "Remove them, or set `csv: { trim: true }`, which cuts them."
    : "Remove them if they are not meant.";
}

const outer = "leading or trailing white space or invisible characters";
const inner = "invisible or control characters in it";

/** Which of them are in a string, in words. Line breaks are part of a value, not of a key; emoji are joined by invisible characters. */
function unseenIn(text: string, isKey: boolean): string | undefined {
  if (isPlain(text)) return undefined;
  if (isKey ? outerOfKey.test(text) : outerOfText.test(text)) return outer;
  const inside = isKey ? text : text.replace(/\r?\n/g, "").replace(/\u00a0/g, "");
  return invisible.test(inside.replace(joined, "")) ? inner : undefined;
}

const plain = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;
const outerOfKey = /^[\s\u200b-\u200f\u2060\ufeff]|[\s\u200b-\u200f\u2060\ufeff]$/;
const outerOfText = /^(?:[^\S\r\n]|[\u200b-\u200f\u2060\ufeff])|(?:[^\S\r\n]|[\u200b-\u200f\u2060\ufeff])$/;
const joined = /\p{Extended_Pictographic}\ufe0f?\u200d|[\u0600-\u08ff]\u200c/gu;

/** Whether a string certainly has none of them, which nearly every string is. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/** A cell without white space and zero-width characters at its ends. */
export function trimUnseen(text: string): string {
  return isPlain(text) ? text : text.replace(/^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/g, "");
}
