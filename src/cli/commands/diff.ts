import { type Command, Option } from "commander";
import { compareTable } from "../../file/compare/table";
import type { TableFile } from "../../file/format/table-file";
import { unseenChanges } from "../../file/compare/unseen-changes";
import { isEmpty, makeReport, type Report } from "../../report/report";
import { reportPlan } from "../../report/from-plan";
import { renderProblem, type Problem, type ProblemCode } from "../../core/problem";
import { rowLabel } from "../../core/cells/row-key";
import { exitCodes, wantsColor, type CliContext } from "../context";
import { loadFile } from "../files/load-file";
import { readLiveTable, type LiveTable } from "../target/read-live-table";
import { renderReport, reportFormats, type ReportFormat } from "../render-report";
import type { Run } from "../run";
import { showProblems } from "../show-problems";
import { addTargetOptions, resolveTarget, type TargetOptions } from "../target/options";

interface DiffOptions extends TargetOptions {
  readonly format: ReportFormat;
}

/** `diff FILE`: what lies between a live table and a file. */
export function addDiff(program: Command, run: Run): void {
  addTargetOptions(program.command("diff"))
    .summary("compare a file with the live table")
    .description(
      "Shows the changes that would bring the live table to what the file says. Reads only. Numbers are compared as numbers, lists item by " +
        "item, texts exactly; what the file does not name is left out, unless it says `ownership: exclusive`.",
    )
    .argument("<file>", "YAML file; - for standard input")
    .addOption(new Option("--format <format>", "how the changes are written").choices(reportFormats).default("text"))
    .addHelpText(
      "after",
      `
Exit code: 0 when nothing differs, 2 when something does, 1 on an error.

Examples:
  connect-data-tables diff tables/store-hours.yaml --instance-id I --data-table-id T
  connect-data-tables diff tables/store-hours.yaml --instance-id I --data-table-name StoreHours --format markdown`,
    )
    .action((file: string, options: DiffOptions) => run((context) => diff(file, options, context)));
}

async function diff(file: string, options: DiffOptions, context: CliContext): Promise<number> {
  const target = resolveTarget(options);
  const { table, problems } = await loadFile(file, context);
  showProblems(context, problems);
  if (!table) return exitCodes.error;
  const report = diffReport(table, await readLiveTable(target, context));
  context.stdout.write(renderReport(report, options.format, { color: wantsColor(context) }));
  return isEmpty(report) ? exitCodes.ok : exitCodes.different;
}

function diffReport(file: TableFile, { instanceId, observed, cells }: LiveTable): Report {
  const { plan, settings } = compareTable(file, observed, cells);
  const sensitive = new Set(file.values.sensitive);
  const table = reportPlan(plan, {
    name: file.table.name,
    primaryAttributes: file.values.primaryAttributes,
    redact: ({ attribute }) => sensitive.has(attribute),
    settings,
    moves: plan.moves.map(({ from, to }) => ({ from: rowLabel(from), to: rowLabel(to) })),
  });
  const unseen = unseenChanges(file, plan.changes, { instanceId, dataTableId: observed.dataTableId, cells });
  const warnings = [
    ...plan.moveProblems.map((message) => warning("IMPOSSIBLE_MOVE", message)),
    ...(unseen === undefined ? [] : [warning("CONFLICT", unseen)]),
  ];
  const messages = warnings.map(
    (problem) => ({ severity: "warning", table: file.table.name, text: renderProblem(problem) }) as const,
  );
  return makeReport([table], messages);
}

function warning(code: ProblemCode, message: string): Problem {
  return { code, severity: "warning", message };
}
