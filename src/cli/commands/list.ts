import { type Command, Option } from "commander";
import { visible } from "../../core/text";
import { exitCodes, type CliContext, type Run } from "../context";
import { addInstanceOptions, parseInstance, type TargetOptions } from "../target/options";
import { openLiveInstance, type LiveTable } from "../target/read-live-table";

interface ListOptions extends TargetOptions {
  readonly format: "text" | "json";
}

/** One table of the list, as the JSON form has it. */
interface ListedTable {
  readonly name: string;
  readonly dataTableId: string;
  readonly rows: number;
  readonly values: number;
  readonly lockLevel: string;
  /** ISO 8601; absent where the table holds no value. */
  readonly lastChange?: string;
}

/** `list`: the tables of an instance. */
export function addList(program: Command, run: Run): void {
  addInstanceOptions(program.command("list"))
    .summary("list the data tables of an instance")
    .description(
      "Lists the data tables of an instance: name, id, rows, values, lock level, last change of a value. Read-only.",
    )
    .addOption(new Option("--format <format>", "output format").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Exit code: 0, or 1 on an error.

Examples:
  connect-data-tables list --instance-id I
  connect-data-tables list --instance-id I --format json | jq -r '.tables[].name'`,
    )
    .action((options: ListOptions) => run((context) => list(options, context)));
}

async function list(options: ListOptions, context: CliContext): Promise<number> {
  const instance = await openLiveInstance(parseInstance(options), context);
  const found = await instance.list();
  const tables: ListedTable[] = [];
  for (const [index, { dataTableId }] of found.entries()) {
    tables.push(listed(await instance.read({ id: dataTableId }, { number: index + 1, of: found.length })));
  }
  context.stdout.write(options.format === "json" ? `${JSON.stringify({ tables }, undefined, 2)}\n` : textOf(tables));
  return exitCodes.ok;
}

function listed({ observed, cells }: LiveTable): ListedTable {
  const { name, dataTableId, lockLevel, attributes } = observed;
  const keys = new Set(attributes.filter(({ primary }) => primary).map((column) => column.name));
  const values = cells.filter(({ attribute }) => !keys.has(attribute));
  const rows = new Set(
    values.filter(({ primaryValues }) => Object.keys(primaryValues).length > 0).map(({ rowKey }) => rowKey),
  );
  const times = values.flatMap(({ lastModifiedTime }) => lastModifiedTime ?? []).sort();
  const lastChange = times[times.length - 1];
  return {
    name,
    dataTableId,
    rows: rows.size,
    values: values.length,
    lockLevel,
    ...(lastChange !== undefined && { lastChange }),
  };
}

/** Columns as wide as their widest cell. */
function textOf(tables: readonly ListedTable[]): string {
  const head = ["NAME", "ID", "ROWS", "VALUES", "LOCK LEVEL", "LAST CHANGE"];
  const lines = [
    head,
    ...tables.map(({ name, dataTableId, rows, values, lockLevel, lastChange = "-" }) => [
      visible(name),
      dataTableId,
      String(rows),
      String(values),
      lockLevel,
      lastChange,
    ]),
  ];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? "")].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
