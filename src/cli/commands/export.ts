import { type Command, Option } from "commander";
import { visible } from "../../core/text";
import { cliError, exitCodes, type CliContext, type Run } from "../context";
import { refuseExisting, writeOutput } from "../files/output-files";
import { exportAll } from "../instance/export-all";
import {
  exportLiveTable,
  formats,
  keepBase,
  outputFiles,
  type Format,
  type OutputPaths,
} from "../instance/table-output";
import { openLiveInstance, readLiveTable } from "../target/read-live-table";
import { showProblems } from "../show-problems";
import { tableSummary } from "../table-summary";
import { addTargetOptions, parseInstance, parseTarget, type TargetOptions } from "../target/options";
import { addVariableOptions, variableValues, type VariableOptions } from "../target/variables";

interface ExportOptions extends TargetOptions, VariableOptions {
  readonly all?: boolean;
  readonly format?: Format;
  readonly output?: string;
  readonly force?: boolean;
}

/** `export`: a live table as a file. */
export function addExport(program: Command, run: Run): void {
  addVariableOptions(addTargetOptions(program.command("export")))
    .summary("write live tables to files")
    .description(
      "Writes a live table to a file: YAML, CSV with a YAML file next to it, or a Pulumi program in TypeScript. Read-only. `diff` with the " +
        "exported file shows no changes.",
    )
    .addOption(
      new Option(
        "--format <format>",
        "output format; default: from the extension of the output file, otherwise yaml",
      ).choices(formats),
    )
    .option("--all", "all tables of the instance, a file each; -o names the folder")
    .option("-o, --output <file>", "file to write; default: standard output (csv needs a file, because it writes two)")
    .option("--force", "replace existing files")
    .addHelpText(
      "after",
      `
Missing folders are created. An existing file is not replaced without --force.

Exit code: 0, or 1 on an error. What a file cannot declare, such as a value that no longer fits its column, is left out and listed on standard error.

Examples:
  connect-data-tables export --instance-id I --data-table-name StoreHours -o tables/store-hours.yaml
  connect-data-tables export --instance-id I --data-table-id T --format csv -o tables/store-hours.csv
  connect-data-tables export --instance-id I --data-table-id T --format typescript > index.ts
  connect-data-tables export --instance-id I --all -o tables --vars prod.yaml`,
    )
    .action((options: ExportOptions) => run((context) => exportLive(options, context)));
}

async function exportLive(given: ExportOptions, context: CliContext): Promise<number> {
  const { output, format = formatOf(output), force = false } = given;
  if (given.all) return exportEvery(given, context);
  const paths = outputPaths(format, output);
  const target = parseTarget(given);
  refuseExisting(Object.values(paths), force);
  const live = await readLiveTable(target, context);
  const { file, problems } = exportLiveTable(live, variableValues(given));
  showProblems(context, problems);
  const files = outputFiles(file, live, format, paths);
  for (const { path, text } of files) {
    if (path === undefined) context.stdout.write(text);
    else {
      writeOutput(path, text, force);
      context.stderr.write(`wrote ${visible(path)} (${tableSummary(file)})\n`);
    }
  }
  if (paths.main !== undefined && format !== "typescript") keepBase(paths.main, live);
  return exitCodes.ok;
}

async function exportEvery(given: ExportOptions, context: CliContext): Promise<number> {
  const { output, format = "yaml", force = false } = given;
  if (output === undefined || output === "-" || format === "typescript") {
    throw cliError("INVALID_OPTION", "--all writes a YAML or CSV file for each table.", "Name a folder: -o tables.");
  }
  const target = parseInstance(given);
  if (target.table) throw cliError("INVALID_OPTION", "--all and one table contradict each other.", "Use one of them.");
  const instance = await openLiveInstance(target, context);
  await exportAll(instance, { folder: output, format, force, variables: variableValues(given) }, context);
  return exitCodes.ok;
}

function formatOf(output = ""): Format {
  if (/\.csv$/i.test(output)) return "csv";
  return /\.[cm]?ts$/i.test(output) ? "typescript" : "yaml";
}

function outputPaths(format: Format, output: string | undefined): OutputPaths {
  const path = output === "-" ? undefined : output;
  if (format !== "csv") return path === undefined ? {} : { main: path };
  if (path === undefined) {
    throw cliError(
      "INVALID_OPTION",
      "csv writes two files, the rows and the YAML with the columns.",
      "Use -o, for example -o store-hours.csv.",
    );
  }
  const base = path.replace(/\.(csv|ya?ml)$/i, "");
  return { rows: `${base}.csv`, main: /\.ya?ml$/i.test(path) ? path : `${base}.yaml` };
}
