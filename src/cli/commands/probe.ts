/** `probe`: finds out how the service behaves where its documents are silent. */
import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { currentClock } from "../../aws/limiter";
import { listTables } from "../../probe/clean";
import { experiments } from "../../probe/experiments/experiments";
import { Session } from "../../probe/lab/session";
import { noRoom, planOf, planText, questionsText, type PlanOptions } from "../../probe/plan";
import { renderResultJson } from "../../probe/render/json";
import { renderResultMarkdown } from "../../probe/render/markdown";
import { renderResultText } from "../../probe/render/text";
import { resultOf, type ProbeResult } from "../../probe/result/result";
import { runProbe, type Outcome } from "../../probe/run";
import { visible } from "../../core/text";
import { cliError, exitCodes, type CliContext, type Run } from "../context";
import { refuseExisting, writeOutput } from "../files/output-files";
import { agrees } from "../probe/ask";
import { cleanUp } from "../probe/clean";
import { closeService, openService, sessionOf, type Reached } from "../probe/open-service";
import { addProbeOptions, type ProbeOptions } from "../probe/options";
import { packageVersion } from "../version";

/** Adds the command. */
export function addProbe(program: Command, run: Run): void {
  addProbeOptions(program.command("probe"))
    .summary("find out how the service behaves where its documents are silent")
    .description(
      "Makes scratch tables in an instance, asks the service what its documents leave open, and removes the tables. Writes to no other table.",
    )
    .addHelpText("after", help)
    .action((options: ProbeOptions) => run((context) => probe(options, context)));
}

const help = `
Asks before it begins. Ctrl-C ends the run, removes the tables and shows what was found until then; after a kill, --clean removes them.

Exit code: 0, or 1 where the run ended early or a table is left.

Examples:
  connect-data-tables probe --instance-id I --dry-run
  connect-data-tables probe --instance-id I --format json -o connect-data-tables.service.json
  connect-data-tables probe --instance-id I --fill-quota --measure-throttling --format markdown -o service.md
  connect-data-tables probe --instance-id I --clean`;

async function probe(options: ProbeOptions, context: CliContext): Promise<number> {
  if (options.output !== undefined) refuseExisting([options.output], options.force ?? false);
  const reached = await openService(options, context);
  try {
    if (options.clean) return await cleanUp(reached, options, context);
    const plan = planOptions(options);
    context.stderr.write(planText(plan, reached.instanceId, reached.region));
    if (options.dryRun) {
      context.stdout.write(questionsText(plan));
      return exitCodes.ok;
    }
    await refuseFullInstance(reached, planOf(plan).tables, options);
    if (!options.yes && !(await agrees(context, "Go on?"))) return exitCodes.error;
    const outcome = await ask(reached, plan, context);
    show(outcome, reached, options, context);
    return outcome.stoppedBy === undefined && outcome.left.length === 0 ? exitCodes.ok : exitCodes.error;
  } finally {
    closeService(reached);
  }
}

function planOptions({ fillQuota, measureThrottling, requestsPerSecond, burst }: ProbeOptions): PlanOptions {
  return {
    experiments,
    fillsQuota: fillQuota ?? false,
    measuresThrottling: measureThrottling ?? false,
    pace: { requestsPerSecond, burst },
  };
}

async function refuseFullInstance(reached: Reached, tables: number, { tableQuota }: ProbeOptions): Promise<void> {
  const existing = await listTables(sessionOf(reached), reached.instanceId);
  const problem = noRoom(tables, existing.length, tableQuota);
  if (problem === undefined) return;
  throw cliError("QUOTA_REACHED", problem, "Use another instance; or --table-quota, where the quota was raised.");
}

async function ask(reached: Reached, plan: PlanOptions, context: CliContext): Promise<Outcome> {
  let isStopped = false;
  void context.stopped().then(() => {
    isStopped = true;
    context.stderr.write("\nstopping: the scratch tables are removed; once more to leave them\n");
  });
  const clock = currentClock();
  const { instanceId, region, service, restricted } = reached;
  const onProgress = context.stderr.isTTY
    ? (done: number, { name }: { readonly name: string }) =>
        context.stderr.write(`\r\u001b[K${done}/${experiments.length} ${name}`)
    : undefined;
  const outcome = await runProbe(service, clock, {
    ...plan,
    instanceId,
    region,
    runId: randomBytes(4).toString("hex"),
    isStopped: () => isStopped,
    ...(onProgress && { onProgress }),
    ...(restricted && { restricted: new Session(restricted, clock, () => isStopped) }),
  });
  if (onProgress) context.stderr.write("\n");
  return outcome;
}

function show(outcome: Outcome, { region }: Reached, options: ProbeOptions, context: CliContext): void {
  const date = new Date().toISOString().slice(0, 10);
  const text = render(resultOf(outcome, { version: packageVersion(), date, region }), options.format);
  if (options.output === undefined) context.stdout.write(text);
  else {
    writeOutput(options.output, text, options.force ?? false);
    context.stderr.write(`wrote ${visible(options.output)}\n`);
  }
  if (outcome.stoppedBy !== undefined) context.stderr.write(`The run ended early: ${outcome.stoppedBy}\n`);
  if (outcome.left.length === 0) return;
  const names = outcome.left.map(({ name }) => `  ${visible(name)}\n`).join("");
  context.stderr.write(`Not removed:\n${names}Use --clean to remove them.\n`);
}

function render(result: ProbeResult, format: ProbeOptions["format"]): string {
  switch (format) {
    case "text":
      return renderResultText(result);
    case "json":
      return renderResultJson(result);
    case "markdown":
      return renderResultMarkdown(result);
  }
}
