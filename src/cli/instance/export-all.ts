import { join } from "node:path";
import type { Problem } from "../../core/problem";
import { plural, visible } from "../../core/text";
import type { CliContext } from "../context";
import { refuseExisting, writeOutput } from "../files/output-files";
import { showProblems } from "../show-problems";
import { tableSummary } from "../table-summary";
import type { LiveInstance } from "../target/read-live-table";
import { fileNames } from "./file-names";
import { exportLiveTable, keepBase, outputFiles, type OutputPaths } from "./table-output";

/** How all tables of an instance are written. */
export interface ExportAllOptions {
  readonly folder: string;
  readonly format: "yaml" | "csv";
  readonly force: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  /** Where an editor finds the JSON Schema, from a table file. Default: by the folder's place in the current one. */
  readonly schema?: string;
}

/** A table that was written: the name of its file, without folder and extension, and the variables that it uses. */
export interface ExportedTable {
  readonly name: string;
  readonly open: readonly string[];
}

/** Writes a file for each table of an instance, one after the other. What no file can declare is told at the end, table by table. */
export async function exportAll(
  instance: LiveInstance,
  { folder, format, force, variables, schema }: ExportAllOptions,
  context: CliContext,
): Promise<ExportedTable[]> {
  const tables = await instance.list();
  const names = fileNames(tables.map(({ name }) => name));
  const paths = names.map((name): OutputPaths & { main: string } => ({
    main: join(folder, `${name}.yaml`),
    ...(format === "csv" && { rows: join(folder, `${name}.csv`) }),
  }));
  refuseExisting(
    paths.flatMap(({ main, rows }) => (rows === undefined ? [main] : [main, rows])),
    force,
  );
  const problems: Problem[] = [];
  const written: ExportedTable[] = [];
  for (const [index, { dataTableId, name }] of tables.entries()) {
    const path = paths[index] as OutputPaths & { main: string };
    const live = await instance.read({ id: dataTableId }, { number: index + 1, of: tables.length });
    const { file, problems: left } = exportLiveTable(live, variables);
    problems.push(...left.map((problem) => ({ ...problem, message: `${name}: ${problem.message}` })));
    for (const { path: output, text } of outputFiles(file, live, format, path, schema)) {
      if (output !== undefined) writeOutput(output, text, force);
    }
    keepBase(path.main, live);
    written.push({ name: names[index] as string, open: file.open ?? [] });
    context.stderr.write(`wrote ${visible(path.main)} (${tableSummary(file)})\n`);
  }
  showProblems(context, problems);
  const left =
    problems.length > 0 ? `; ${problems.length} of their values or settings cannot be declared in a file` : "";
  context.stderr.write(`${plural(tables.length, "table")} written to ${visible(folder)}${left}\n`);
  return written;
}
