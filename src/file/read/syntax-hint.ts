import type { YAMLError } from "yaml";
import type { SourceText } from "../format/source-text";

/** What to do about a mistake in the YAML, judged by the lines around it. Never quotes the file. */
export function syntaxHint(error: YAMLError, source: SourceText): string {
  const number = source.lineOf(error.pos[0]);
  const lines = [number - 1, number, number + 1].map((line) => source.line(line));
  const [above = "", here = "", below = ""] = lines;
  if (error.code === "TAB_AS_INDENT") return "Indent with spaces.";
  const odd = [number, number + 1, number - 1].find((line) => oddIndent.test(source.line(line) ?? ""));
  if (odd !== undefined)
    return `Indent with plain spaces: line ${odd} begins with a character that only looks like one.`;
  if (bareVariable.test(here)) return 'Put a value with a variable in quotes: "${name}".';
  const dash = [here, above].find((line) => missingDashSpace.test(line));
  if (dash !== undefined) return "Put a space after the dash that begins a row: `- `.";
  if (missingColonSpace.test(here)) return "Put a space after the colon: `name: { … }`.";
  if (error.code === "BLOCK_AS_IMPLICIT_KEY" && contentColumn(below) > contentColumn(here) && here.trim() !== "") {
    return "Begin the line below in the same column as this one: what belongs to one row or one setting is indented alike.";
  }
  return hints[error.code] ?? "Check the indentation, quotes and brackets here and in the line above.";
}

const hints: Readonly<Partial<Record<YAMLError["code"], string>>> = {
  BAD_DQ_ESCAPE: "Write a backslash twice inside double quotes, and once inside single quotes.",
  BAD_SCALAR_START: "Put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY: 'Put a value that contains ": " in quotes.',
  RESOURCE_EXHAUSTION: "Nest less deeply.",
};

/** A line whose indentation holds white space that YAML does not count as such. */
const oddIndent = /^[ \t-]*[^\S \t\r\n]/;

const missingDashSpace = /^\s*-[^\s-][^:]*:(\s|$)/;

const missingColonSpace = /^[\s-]*[^\s:"'{[#]+:[{[]/;

const bareVariable = /[:[,]\s*\$\{/;

/** The column in which the content of a line begins, behind the dashes of a list. */
function contentColumn(line: string): number {
  return /^[\s-]*/.exec(line)?.[0].length ?? 0;
}
