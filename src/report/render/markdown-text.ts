/**
 * Any string inside Markdown, so that GitHub shows it and does nothing else with it: no markup, no link, no mention, no emoji, no HTML,
 * and no new cell of a table. Inside `code`, GitHub ignores mentions and issue numbers.
 */
export function codeText(text: string): string {
  if (text === "") return '`""`';
  const isPlain = !/[`|\r\n]/.test(text) && !/^\s|\s$/.test(text);
  return isPlain ? `\`${text}\`` : `<code>${entities(text)}</code>`;
}

/** A string inside HTML, such as a summary. */
export function entities(text: string): string {
  return text.replace(/[^\p{L}\p{N} "'=,.;:/()%+-]|^ | $/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A string of several lines as a code block, unchanged. */
export function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** The length of a string in UTF-8, in bytes. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
