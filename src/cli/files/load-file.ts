import { visible } from "../../core/text";
import { loadTableFile, loadTableText } from "../../file/read/load-table-file";
import type { ParsedTableFile } from "../../file/read/parse-table-file";
import type { VariableInputs } from "../../file/read/variables";
import { cliError, readStdin, type CliContext } from "../context";

/** Reads a table file; without `variables` those of the file stay open. `-` is standard input, whose `rowsFrom` is looked for in the current folder. */
export async function loadFile(
  path: string,
  context: CliContext,
  variables?: VariableInputs,
): Promise<ParsedTableFile> {
  if (/\.csv$/i.test(path)) {
    const hint = "Pass the YAML file that declares its columns and has `rowsFrom`.";
    return { problems: cliError("INVALID_OPTION", `${visible(path)} contains rows only.`, hint).problems };
  }
  if (path !== "-") return loadTableFile(path, variables);
  return loadTableText(await readStdin(context), "<stdin>", ".", variables);
}
