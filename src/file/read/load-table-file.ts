import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Position, Problem } from "../../core/problem";
import { decodeText, tooLarge } from "./decode-text";
import { largestFile } from "../format/format";
import { parseTableFile, type ParsedTableFile, type ReadCsv } from "./parse-table-file";
import { parseVariables, type ParsedVariables } from "./parse-variables";
import type { VariableInputs } from "./variables";

/** Reads and checks a table file and the CSV file that it names. The only place of this folder that touches the disk; never throws. */
export function loadTableFile(path: string, variables?: VariableInputs): ParsedTableFile {
  const read = readText(path, path);
  if ("problem" in read) return { problems: [read.problem] };
  return parseTableFile(read.text, path, csvReader(dirname(path)), variables);
}

/** Reads the values of variables from a YAML file of names and values; never throws. */
export function loadVariables(path: string): ParsedVariables {
  const read = readText(path, path);
  return "problem" in read ? { values: {}, problems: [read.problem] } : parseVariables(read.text, path);
}

/** Checks a table that came from elsewhere, such as standard input; the file of `rowsFrom` is looked for in `folder`. */
export function loadTableText(
  bytes: Uint8Array,
  name: string,
  folder: string,
  variables?: VariableInputs,
): ParsedTableFile {
  const read = decodeText(bytes, name);
  if ("problem" in read) return { problems: [read.problem] };
  return parseTableFile(read.text, name, csvReader(folder), variables);
}

function csvReader(folder: string): ReadCsv {
  return (path, at) => {
    const file = join(folder, path);
    const read = readText(file, path, at);
    return "problem" in read ? read : { file, text: read.text };
  };
}

function readText(path: string, name: string, at?: Position): { text: string } | { problem: Problem } {
  try {
    const { size } = statSync(path);
    return size > largestFile ? { problem: tooLarge(size, path) } : decodeText(readFileSync(path), path);
  } catch (error) {
    const position = at ?? { file: path, line: 1, column: 1 };
    return { problem: unreadable(name, error as NodeJS.ErrnoException, position) };
  }
}

function unreadable(name: string, { code, message }: NodeJS.ErrnoException, position: Position): Problem {
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file.",
    EISDIR: "it is a folder.",
    EACCES: "permission denied.",
  };
  const reason = reasons[code ?? ""] ?? message;
  const hint = "Check the path and its permissions.";
  return { code: "FILE_UNREADABLE", severity: "error", message: `cannot read ${name}: ${reason}`, hint, position };
}
