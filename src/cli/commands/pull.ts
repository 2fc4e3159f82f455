import { readFileSync } from "node:fs";
import { type Command } from "commander";
import { rowLabel } from "../../core/cells/row-key";
import { isExpression } from "../../core/cells/cell-value";
import type { CellValue } from "../../core/model";
import type { Problem } from "../../core/problem";
import { describeStep } from "../../core/schema/describe-step";
import { plural, visible, visibleJson } from "../../core/text";
import { parseTableFile } from "../../file/read/parse-table-file";
import { decodeText } from "../../file/read/decode-text";
import type { TableFile } from "../../file/format/table-file";
import { pullFile, type FileTexts, type PulledFile } from "../../file/pull/pull-file";
import type { PulledCell } from "../../file/pull/plan";
import { cliError, exitCodes, type CliContext, type Run } from "../context";
import { digestOf, loadBases, replaceFile, saveBase } from "../files/base-file";
import { loadFile } from "../files/load-file";
import { showProblems } from "../show-problems";
import { addTargetOptions, parseFilesTarget, type TargetOptions } from "../target/options";
import { openLiveInstance, type LiveTable } from "../target/read-live-table";
import { addVariableOptions, allVariables, variableValues, type VariableOptions } from "../target/variables";

interface PullOptions extends TargetOptions, VariableOptions {
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/** `pull FILE…`: live values into files that exist. */
export function addPull(program: Command, run: Run): void {
  addVariableOptions(addTargetOptions(program.command("pull")))
    .summary("bring live values into files")
    .description(
      "Brings values that changed in live tables into their files. Comments, order, quotes, variables, settings and your own edits stay. " +
        "What was live when file and table last agreed is kept in connect-data-tables.lock.json beside the files; a cell that changed on " +
        "both sides is a conflict, and is left as it is. Changed columns and table settings are listed, not pulled.",
    )
    .argument("<file...>", "YAML files, with the CSV files that they read")
    .option("--dry-run", "show what would change, and write nothing")
    .option("--force", "take the live value where file and table both changed")
    .addHelpText(
      "after",
      `
Exit code: 0, or 1 if a cell was left because of a conflict, or on an error.

Examples:
  connect-data-tables pull tables/*.yaml --instance-id I
  connect-data-tables pull tables/routing.yaml --instance-id I --vars prod.yaml --dry-run`,
    )
    .action((files: string[], options: PullOptions) => run((context) => pull(files, options, context)));
}

async function pull(files: readonly string[], options: PullOptions, context: CliContext): Promise<number> {
  const target = parseFilesTarget(options, files);
  const instance = await openLiveInstance(target, context);
  let isLeft = false;
  for (const [index, path] of files.entries()) {
    const { table, source, rowsFrom, problems } = await loadFile(path, context, allVariables(options));
    showProblems(context, problems);
    if (path === "-") throw cliError("INVALID_OPTION", "standard input cannot be pulled into.", "Name a file.");
    if (!table || !source) {
      isLeft = true;
      continue;
    }
    const place = { number: index + 1, of: files.length };
    const live = await instance.read(target.table ?? { name: table.table.name }, place);
    const paths = { path, rowsFrom };
    const pulled = pullLive(table, source, live, paths, options);
    tell(path, table, pulled, options, context);
    if (!options.dryRun) write(paths, live, pulled);
    isLeft ||= pulled.left.length > 0;
  }
  return isLeft ? exitCodes.error : exitCodes.ok;
}

interface Paths {
  readonly path: string;
  readonly rowsFrom?: string;
}

function pullLive(
  table: TableFile,
  source: Parameters<typeof pullFile>[1],
  { instanceId, observed, cells }: LiveTable,
  { path, rowsFrom }: Paths,
  options: PullOptions,
): PulledFile {
  const from = `${instanceId}/${observed.dataTableId}`;
  const base = loadBases(path).get(from);
  const texts: FileTexts = { yaml: readText(path), ...(rowsFrom !== undefined && { csv: readText(rowsFrom) }) };
  return pullFile(table, source, {
    observed,
    live: cells,
    ...(base && { base }),
    digest: digestOf(from),
    force: options.force ?? false,
    from,
    texts,
    variables: variableValues(options) ?? {},
    read: ({ yaml, csv = "" }, isOpen) =>
      parseTableFile(
        yaml,
        path,
        () => ({ file: rowsFrom ?? "", text: csv }),
        isOpen ? { open: "all" } : allVariables(options),
      ),
  });
}

/** The text of a file without a byte order mark. */
function readText(path: string): string {
  const read = decodeText(readFileSync(path), path);
  if ("text" in read) return read.text;
  throw cliError(read.problem.code, read.problem.message, read.problem.hint);
}

function write({ path, rowsFrom }: Paths, { instanceId, observed }: LiveTable, { texts, base }: PulledFile): void {
  for (const [file, text] of [
    [rowsFrom, texts.csv],
    [path, texts.yaml],
  ] as const) {
    if (file === undefined || text === undefined || readText(file) === text) continue;
    const mark = readFileSync(file).subarray(0, 3).equals(byteOrderMark) ? "\ufeff" : "";
    replaceFile(file, mark + text);
  }
  saveBase(path, `${instanceId}/${observed.dataTableId}`, base);
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** What was pulled on standard output; what was left, and what goes with it, on standard error. */
function tell(
  path: string,
  { table, values }: TableFile,
  pulled: PulledFile,
  { dryRun }: PullOptions,
  context: CliContext,
): void {
  const { plan, left, lostComments } = pulled;
  const sensitive = new Set(values.sensitive);
  const changed = pulled.pulled.filter(({ rowKey }) => !plan.newRows.has(rowKey) && !plan.goneRows.has(rowKey)).length;
  const parts = [
    changed > 0 && `${plural(changed, "cell")} changed`,
    plan.newRows.size > 0 && `${plural(plan.newRows.size, "row")} new`,
    plan.goneRows.size > 0 && `${plural(plan.goneRows.size, "row")} removed`,
    left.length > 0 && `${plural(left.length, "cell")} left`,
  ].filter(Boolean);
  const would = dryRun ? "would be " : "";
  context.stdout.write(`${visible(path)}: ${parts.length > 0 ? would + parts.join(", ") : "nothing to pull"}\n`);
  for (const cell of pulled.pulled) context.stdout.write(`  ${lineOf(cell, sensitive)}\n`);
  for (const comment of lostComments)
    context.stdout.write(`  comment removed: ${sensitive.size > 0 ? "(not shown)" : visible(comment)}\n`);
  for (const key of plan.goneRows) context.stdout.write(`  row "${rowLabel(key)}" removed\n`);
  showProblems(context, [
    ...plan.schema.steps.map((step) => warning(`${table.name}: not pulled: the file would ${describeStep(step)}.`)),
    ...left.map((cell) => problemOf(cell, path, sensitive)),
  ]);
}

function lineOf({ rowKey, attribute, inFile, live }: PulledCell, sensitive: ReadonlySet<string>): string {
  const cell = `row "${rowLabel(rowKey)}", column "${visible(attribute)}"`;
  if (sensitive.has(attribute)) return `${cell}: (sensitive)`;
  return `${cell}: ${shown(inFile)} → ${shown(live)}`;
}

function problemOf(cell: PulledCell, path: string, sensitive: ReadonlySet<string>): Problem {
  const { rowKey, attribute: column, why, inFile, live } = cell;
  const isShown = !sensitive.has(column);
  const values = isShown ? ` (file: ${shown(inFile)}, live: ${shown(live)})` : "";
  const about = { severity: "error", row: rowLabel(rowKey), column } as const;
  if (why === "invalid") {
    const hint = "Change the column's rules in the file, or the value in the table.";
    return {
      ...about,
      code: "INVALID_VALUE",
      message: `${path}: the live value breaks the rules of the file and was left out.`,
      hint,
    };
  }
  if (why === "unwritable") {
    const hint =
      "Write the value by hand; an alias, an anchor, or a cell that the CSV file has no place for is in the way.";
    return {
      ...about,
      code: "FILE_NOT_WRITTEN",
      message: `${path}: the live value could not be put into the file${values}.`,
      hint,
    };
  }
  const hint =
    "--force takes the live value. To keep the file's, deploy it with `pulumi up` and `onConflict: overwrite`, or write the live value into the file first.";
  const what = isShown
    ? `file and table both changed, or never agreed${values}.`
    : "file and table differ in a sensitive column, and the table's value changed since they last agreed, or they never agreed; the lock file does not tell whether the file's changed too.";
  return { ...about, code: "CONFLICT", message: `${path}: ${what}`, hint };
}

function shown(value: CellValue | undefined): string {
  if (value === undefined) return "(none)";
  return visibleJson(isExpression(value) ? value.expression : JSON.stringify(value));
}

function warning(message: string): Problem {
  return { code: "TABLE_CHANGED", severity: "warning", message };
}
