import { basename, dirname, isAbsolute, normalize } from "node:path";
import type { Problem } from "../../core/problem";
import type { TableFile } from "../../file/format/table-file";
import { baseOfTable } from "../../file/pull/base";
import { writeCsv } from "../../file/write/csv";
import { exportTable } from "../../file/write/export-table";
import { writeTypeScript } from "../../file/write/typescript";
import { useVariables } from "../../file/write/use-variables";
import { writeYaml } from "../../file/write/yaml";
import { digestOf, saveBase } from "../files/base-file";
import type { LiveTable } from "../target/read-live-table";

/** The forms of an export. */
export const formats = ["yaml", "csv", "typescript"] as const;

/** One form of an export. */
export type Format = (typeof formats)[number];

/** One file to write. */
export interface OutputFile {
  /** Absent: standard output. */
  readonly path?: string;
  readonly text: string;
}

/** The files that an export writes, by what they hold; none: standard output. */
export interface OutputPaths {
  readonly rows?: string;
  readonly main?: string;
}

/** A live table as a file, with variables in the place of the values that they have. */
export function exportLiveTable(
  { observed, cells, instanceId }: LiveTable,
  variables?: Readonly<Record<string, string>>,
): { readonly file: TableFile; readonly problems: readonly Problem[] } {
  const { file, problems } = exportTable(observed, cells, instanceId);
  return { file: variables ? useVariables(file, variables) : file, problems };
}

/** The contents of a table's files. `schema`: where an editor finds the JSON Schema. */
export function outputFiles(
  file: TableFile,
  { instanceId, observed }: LiveTable,
  format: Format,
  { rows, main: path }: OutputPaths,
  schema = schemaPath(path),
): OutputFile[] {
  const origin = `Data table ${observed.dataTableId} of instance ${instanceId}, written by \`connect-data-tables export\`.`;
  if (format === "typescript") return [{ path, text: writeTypeScript(file, { instanceId, comments: [origin] }) }];
  const comments = [`yaml-language-server: $schema=${schema}`, origin];
  if (rows === undefined) return [{ path, text: writeYaml(file, { comments }) }];
  const { text, others } = writeCsv(file);
  const rest = { ...file, values: { ...file.values, rows: others } };
  return [
    { path: rows, text },
    { path, text: writeYaml(rest, { comments, rowsFrom: basename(rows) }) },
  ];
}

/** Notes beside a file that it says what is live now: from here on, `pull` knows who changed what. */
export function keepBase(path: string, { instanceId, observed, cells }: LiveTable): void {
  const from = `${instanceId}/${observed.dataTableId}`;
  const keys = new Set(observed.attributes.filter(({ primary }) => primary).map(({ name }) => name));
  const values = cells.filter(({ attribute }) => !keys.has(attribute));
  saveBase(path, from, baseOfTable(values, digestOf(from)));
}

/** Where an editor finds the JSON Schema: relative to the file, if the file is in the project. */
function schemaPath(output: string | undefined): string {
  const folder = output === undefined || isAbsolute(output) ? "." : dirname(normalize(output));
  const depth = folder === "." || folder.startsWith("..") ? 0 : folder.split(/[\\/]/).length;
  return `${"../".repeat(depth)}${schemaInPackage}`;
}

/** Where the JSON Schema is, from the folder of a project. */
export const schemaInPackage = "node_modules/pulumi-connect-data-tables/schema/data-table.schema.json";
