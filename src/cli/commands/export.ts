import { basename, dirname, isAbsolute, normalize } from "node:path";
import { type Command, Option } from "commander";
import { visible } from "../../core/text";
import { exportTable } from "../../file/write/export-table";
import type { TableFile } from "../../file/format/table-file";
import { writeCsv } from "../../file/write/csv";
import { writeTypeScript } from "../../file/write/typescript";
import { writeYaml } from "../../file/write/yaml";
import { cliError, exitCodes, type CliContext, type Run } from "../context";
import { refuseExisting, writeOutput } from "../files/output-files";
import { readLiveTable, type LiveTable } from "../target/read-live-table";
import { showProblems } from "../show-problems";
import { tableSummary } from "../table-summary";
import { addTargetOptions, parseTarget, type TargetOptions } from "../target/options";

const formats = ["yaml", "csv", "typescript"] as const;

type Format = (typeof formats)[number];

interface ExportOptions extends TargetOptions {
  readonly format?: Format;
  readonly output?: string;
  readonly force?: boolean;
}

/** One file to write. */
interface OutputFile {
  /** Absent: standard output. */
  readonly path?: string;
  readonly text: string;
}

/** `export`: a live table as a file. */
export function addExport(program: Command, run: Run): void {
  addTargetOptions(program.command("export"))
    .summary("write a live table to a file")
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
  connect-data-tables export --instance-id I --data-table-id T --format typescript > index.ts`,
    )
    .action((options: ExportOptions) => run((context) => exportLive(options, context)));
}

async function exportLive(given: ExportOptions, context: CliContext): Promise<number> {
  const { output, format = formatOf(output), force = false } = given;
  const paths = outputPaths(format, output);
  const target = parseTarget(given);
  refuseExisting(Object.values(paths), force);
  const live = await readLiveTable(target, context);
  const { file, problems } = exportTable(live.observed, live.cells, live.instanceId);
  showProblems(context, problems);
  const files = outputFiles(file, live, format, paths);
  for (const { path, text } of files) {
    if (path === undefined) context.stdout.write(text);
    else {
      writeOutput(path, text, force);
      context.stderr.write(`wrote ${visible(path)} (${tableSummary(file)})\n`);
    }
  }
  return exitCodes.ok;
}

function formatOf(output = ""): Format {
  if (/\.csv$/i.test(output)) return "csv";
  return /\.[cm]?ts$/i.test(output) ? "typescript" : "yaml";
}

/** The files that an export writes, by what they hold; none: standard output. */
interface OutputPaths {
  readonly rows?: string;
  readonly main?: string;
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

function outputFiles(
  file: TableFile,
  { instanceId, observed }: LiveTable,
  format: Format,
  { rows, main: path }: OutputPaths,
): OutputFile[] {
  const origin = `Data table ${observed.dataTableId} of instance ${instanceId}, written by \`connect-data-tables export\`.`;
  if (format === "typescript") return [{ path, text: writeTypeScript(file, { instanceId, comments: [origin] }) }];
  const comments = [`yaml-language-server: $schema=${schemaPath(path)}`, origin];
  if (rows === undefined) return [{ path, text: writeYaml(file, { comments }) }];
  const { text, others } = writeCsv(file);
  const rest = { ...file, values: { ...file.values, rows: others } };
  return [
    { path: rows, text },
    { path, text: writeYaml(rest, { comments, rowsFrom: basename(rows) }) },
  ];
}

/** Where an editor finds the JSON Schema: relative to the file, if the file is in the project. */
function schemaPath(output: string | undefined): string {
  const folder = output === undefined || isAbsolute(output) ? "." : dirname(normalize(output));
  const depth = folder === "." || folder.startsWith("..") ? 0 : folder.split(/[\\/]/).length;
  return `${"../".repeat(depth)}node_modules/pulumi-connect-data-tables/schema/data-table.schema.json`;
}
