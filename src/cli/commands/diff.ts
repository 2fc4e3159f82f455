import { Option, type Command } from "commander";
import { compareTable } from "../../file/compare/table";
import type { TableFile } from "../../file/format/table-file";
import { isEmpty, makeReport, type Report } from "../../report/report";
import { reportPlan } from "../../report/from-plan";
import { reportSteps } from "../../report/from-steps";
import { renderProblem, type Problem, type ProblemCode } from "../../core/problem";
import { consentTime, type Exported } from "../../core/values/intent";
import { rowLabel } from "../../core/cells/row-key";
import { keptListings, messagesOf } from "../../report/listings";
import { exitCodes, wantsColor, type CliContext, type Run } from "../context";
import { loadFile } from "../files/load-file";
import { openLiveInstance, type LiveTable } from "../target/read-live-table";
import { renderReport, reportFormats, type ReportFormat } from "../render-report";
import { showProblems } from "../show-problems";
import { addTargetOptions, parseFilesTarget, type TargetOptions } from "../target/options";
import { addVariableOptions, allVariables, type VariableOptions } from "../target/variables";

interface DiffOptions extends TargetOptions, VariableOptions {
  readonly format: ReportFormat;
}

/** `diff FILE`: what lies between a live table and a file. */
export function addDiff(program: Command, run: Run): void {
  addVariableOptions(addTargetOptions(program.command("diff")))
    .summary("compare files with live tables")
    .description(
      "Shows the changes that would make each live table match its file. Read-only. A table is found by the name in the file, unless one is named. Numbers are compared as numbers, lists item by " +
        "item, strings exactly; what the file does not declare is left out, unless it sets `ownership: exclusive`.",
    )
    .argument("<file...>", "YAML files; - for standard input")
    .addOption(new Option("--format <format>", "output format").choices(reportFormats).default("text"))
    .addHelpText(
      "after",
      `
Exit code: 0 if nothing differs, 2 if something does, 1 on an error.

Examples:
  connect-data-tables diff tables/store-hours.yaml --instance-id I --data-table-id T
  connect-data-tables diff tables/*.yaml --instance-id I --vars prod.yaml --format html > diff.html`,
    )
    .action((files: string[], options: DiffOptions) => run((context) => diff(files, options, context)));
}

async function diff(files: readonly string[], options: DiffOptions, context: CliContext): Promise<number> {
  const target = parseFilesTarget(options, files);
  const variables = allVariables(options);
  const loaded = [];
  for (const file of files) loaded.push(await loadFile(file, context, variables));
  showProblems(
    context,
    loaded.flatMap(({ problems }) => problems),
  );
  const tables = loaded.map(({ table }) => table).filter((table) => table !== undefined);
  if (tables.length < files.length) return exitCodes.error;
  const instance = await openLiveInstance(target, context);
  const reports = [];
  for (const [index, table] of tables.entries()) {
    const place = { number: index + 1, of: tables.length };
    reports.push(diffReport(table, await instance.read(target.table ?? { name: table.table.name }, place)));
  }
  const report = mergeReports(reports.map((one) => one.report));
  context.stdout.write(renderReport(report, options.format, { color: wantsColor(context) }));
  return reports.every(({ isEqual }) => isEqual) ? exitCodes.ok : exitCodes.different;
}

/** One report of many tables. */
function mergeReports(reports: readonly Report[]): Report {
  return makeReport(
    reports.flatMap(({ tables }) => tables),
    reports.flatMap(({ messages }) => messages),
  );
}

interface Difference {
  readonly report: Report;
  /** Whether an update would have nothing to do; the report may still say what it would leave alone. */
  readonly isEqual: boolean;
}

function diffReport(file: TableFile, { instanceId, observed, cells }: LiveTable): Difference {
  const { name } = file.table;
  const { exported, onConflict, sensitive: columns, primaryAttributes } = file.values;
  const seenUntil = consentTime(exported, { instanceId, dataTableId: observed.dataTableId });
  const { schema, plan, ...live } = compareTable(file, observed, cells, seenUntil);
  const sensitive = new Set(columns);
  const redact = ({ attribute }: { readonly attribute: string }) => sensitive.has(attribute);
  const table = reportPlan(
    { ...plan, changes: plan.changes.map((change) => ({ ...change, overwrites: undefined })) },
    {
      name,
      primaryAttributes,
      redact,
      live,
      settings: reportSteps(schema.steps, observed),
      moves: plan.moves.map(({ from, to }) => ({ from: rowLabel(from), to: rowLabel(to) })),
    },
  );
  const unseen = plan.changes.filter(({ overwrites }) => overwrites !== undefined).length;
  const isRefused = exported && onConflict !== "overwrite" && unseen > 0;
  const texts = [
    ...schema.refusals.map((problem) => `\`pulumi up\` would stop here. ${renderProblem(problem)}`),
    ...schema.warnings.map(renderProblem),
    ...plan.moveProblems.map((message) => renderProblem(warning("IMPOSSIBLE_MOVE", message))),
    ...(isRefused ? [renderProblem(warning("CONFLICT", unseenText(unseen, exported, seenUntil)))] : []),
  ];
  const kept = keptListings(plan.kept, () => true, redact)
    .flatMap(messagesOf)
    .map(renderProblem);
  const reportOf = (said: readonly string[]) =>
    makeReport(
      [table],
      said.map((text) => ({ severity: "warning", table: name, text })),
    );
  return { report: reportOf([...texts, ...kept]), isEqual: isEmpty(reportOf(texts)) };
}

/**
 * What to say of the changes that a first `pulumi up` of an exported file refuses, because the export has not seen the live value: it read
 * another table (then `seenUntil` is absent), or the value was modified later.
 */
function unseenText(count: number, { from, at }: Exported, seenUntil: string | undefined): string {
  const values = count === 1 ? "1 live value that differs was" : `${count} live values that differ were`;
  const reason =
    seenUntil === undefined
      ? `not exported: \`exported.from\` names another table, ${from}`
      : `modified after the export (\`exported.at\`: ${at})`;
  return `${values} ${reason}. Where state does not record them, \`pulumi up\` stops with a CONFLICT.`;
}

function warning(code: ProblemCode, message: string): Problem {
  return { code, severity: "warning", message };
}
