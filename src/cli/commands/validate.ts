import { normalize } from "node:path";
import type { Command } from "commander";
import { visible } from "../../core/text";
import { exitCodes, type CliContext, type Run } from "../context";
import { loadFile } from "../files/load-file";
import { countProblems, showProblems } from "../show-problems";
import { tableSummary } from "../table-summary";
import { addVariableOptions, variableValues, type VariableOptions } from "../target/variables";

/** `validate FILE…`: checks files, without a network. */
export function addValidate(program: Command, run: Run): void {
  addVariableOptions(program.command("validate"))
    .summary("check table files offline")
    .description(
      "Checks table files against the format and the limits of the service. All problems are shown at once, with file, line and column; " +
        "nothing is sent anywhere.",
    )
    .argument("<file...>", "YAML files; a CSV file counts with the YAML file that reads it; - for standard input")
    .addHelpText(
      "after",
      `
Exit code: 0 if every file is valid (warnings are allowed), 1 otherwise. Without --var and --vars the variables of a file stay open.

Examples:
  connect-data-tables validate tables/*
  connect-data-tables validate - < tables/store-hours.yaml

An editor checks the file as you type if its first line names the JSON Schema, relative to the file:
  # yaml-language-server: $schema=../node_modules/pulumi-connect-data-tables/schema/data-table.schema.json`,
    )
    .action((files: string[], options: VariableOptions) => run((context) => validate(files, options, context)));
}

async function validate(files: readonly string[], options: VariableOptions, context: CliContext): Promise<number> {
  const values = variableValues(options);
  let failed = false;
  const isCsv = (file: string) => /\.csv$/i.test(file);
  const read = new Set<string>();
  for (const file of [...files.filter((one) => !isCsv(one)), ...files.filter(isCsv)]) {
    const name = visible(file);
    if (read.has(normalize(file))) {
      context.stdout.write(`${name}: read with its YAML file\n`);
      continue;
    }
    const { table, problems, rowsFrom } = await loadFile(file, context, values && { values });
    if (rowsFrom !== undefined) read.add(normalize(rowsFrom));
    showProblems(context, problems);
    const found = countProblems(problems);
    if (table) context.stdout.write(`${name}: ok (${tableSummary(table)})${found && `, ${found}`}\n`);
    else context.stderr.write(`${name}: ${found}\n`);
    failed ||= !table;
  }
  return failed ? exitCodes.error : exitCodes.ok;
}
