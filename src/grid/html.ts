/** Makes HTML in which every string is text: only what this module made itself is markup. */

/** A piece of markup. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template may contain. Strings and numbers are escaped; `undefined` and `false` are nothing. */
export type HtmlPart = string | number | Html | undefined | false | readonly HtmlPart[];

/** A template of markup. Attributes must be quoted with `"`. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(pieces.reduce((text, piece, index) => text + textOf(parts[index - 1]) + piece));
}

/** Attributes `data-…`; a name is the program's own, a value is any string. */
export function dataAttributes(data: Readonly<Record<string, string>> = {}): Html[] {
  return Object.entries(data).map(([name, value]) => markup` data-${name}="${value}"`);
}

/**
 * A string as a person sees it: what is invisible or changes the direction of writing (control and format characters, line separators) is
 * written as an escape.
 */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function textOf(part: HtmlPart): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(textOf).join("");
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
