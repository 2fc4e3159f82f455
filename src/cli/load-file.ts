import { loadTableFile, loadTableText } from "../file/load-table-file";
import type { ParsedTableFile } from "../file/parse-table-file";
import { readStdin, type CliContext } from "./context";

/** Reads a table file; `-` is standard input, whose `rowsFrom` is looked for in the current folder. */
export async function loadFile(path: string, context: CliContext): Promise<ParsedTableFile> {
  return path === "-" ? loadTableText(await readStdin(context), "<stdin>", ".") : loadTableFile(path);
}
