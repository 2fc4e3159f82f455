import { invisible, visibleJson } from "../../core/text";
import { misread } from "../check/misread";

/** Strings that every YAML tool, of whatever version, reads as they are written: begin with a letter, no character with a meaning. */
const plain = /^\p{L}[\p{L}\p{N}_\-./]*(?: [\p{L}\p{N}_\-./]+)*$/u;

/** A string as a YAML scalar on one line: plain where no one can misread it, otherwise in double quotes with escapes for what cannot be seen. */
export function yamlText(text: string): string {
  const isSeen = plain.test(text) && !invisible.test(text);
  const isSafe = isSeen && misread(text) === undefined && !/^[yYnN]$/.test(text) && !/[-./]$/.test(text);
  return isSafe ? text : quoted(text);
}

/** A string of several lines as a block, indented by the given spaces; `undefined` where a block could change it. */
export function yamlBlock(text: string, indent: number): string | undefined {
  const lines = text.replace(/\n$/, "").split("\n");
  const isSafe =
    lines.length > 1 &&
    !/[\ufffe\uffff]/.test(text) &&
    !invisible.test(text.replace(/[\n\u00a0]/g, "")) &&
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
