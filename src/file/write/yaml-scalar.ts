import { visibleJson } from "../../core/text";
import { misread } from "../check/misread";

/** Texts that every YAML tool, of whatever version, reads as the text that is written: begins with a letter, no sign with a meaning. */
const plain = /^\p{L}[\p{L}\p{N}_\-./]*(?: [\p{L}\p{N}_\-./]+)*$/u;

/** A text as a YAML scalar on one line: bare where no one can misread it, otherwise in double quotes. */
export function yamlText(text: string): string {
  const isSafe = plain.test(text) && misread(text) === undefined && !/^[yYnN]$/.test(text) && !/[-./]$/.test(text);
  return isSafe ? text : quoted(text);
}

/** A text of several lines as a block, indented by the given spaces; `undefined` where a block could change it. */
export function yamlBlock(text: string, indent: number): string | undefined {
  const lines = text.replace(/\n$/, "").split("\n");
  const isSafe =
    lines.length > 1 &&
    !/[\p{Cc}\p{Cf}\u2028\u2029\ufffe\uffff]/u.test(text.replaceAll("\n", "")) &&
    lines.every((line) => !/\s$/.test(line)) &&
    !/^\s/.test(text) &&
    lines[lines.length - 1] !== "";
  if (!isSafe) return undefined;
  const margin = " ".repeat(indent);
  const body = lines.map((line) => (line === "" ? "" : margin + line)).join("\n");
  return `${text.endsWith("\n") ? "|" : "|-"}\n${body}`;
}

function quoted(text: string): string {
  return visibleJson(JSON.stringify(text)).replace(/[\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16)}`;
  });
}
