/** create and update: one flow. It looks at what state records, what is live and what is declared, and never at which of the two it is. */
import type { Problem } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import { describeStep } from "../../core/schema/describe-step";
import { reconcileTable, type TableOutcome } from "../../sync/schema/reconcile";
import { errorAbout } from "../connection/table-words";
import { inTurn } from "../../sync/queue";
import { toDeclarationOf, type TableInputs } from "./inputs";
import { ownerTagOf } from "../host/urn";
import { failureProblems, nameOf } from "./messages";
import { recordedTable, tableStateProblem, toTableOutputs, type TableOutputs } from "./state";
import { openTableInstance, placeOf, resourceIdOf, tableIdOf, type OpenedInstance } from "./target";
import { assertEngineAlive, tell, tellProblem } from "../host/engine-log";
import { PartialFailure } from "../host/failures";
import { run } from "../host/run";
import { valuesOfColumns } from "../../report/table-contents";
import { tableIdentity } from "../connection/target";

/** What the engine is answered. */
export interface TableApplyAnswer {
  readonly id: string;
  readonly outs: TableOutputs;
}

/** Brings the table to the inputs. `state`: the resource id and the recorded outputs; absent for a create. */
export async function applyTable(
  news: TableInputs,
  state?: { readonly id: string; readonly outputs: Partial<TableOutputs> },
): Promise<TableApplyAnswer> {
  const problem = state && tableStateProblem(state.outputs);
  if (problem) throw new ProblemError(problem);
  const opened = await openTableInstance(news);
  // A create that replaces is handed no base; what this run has seen of the old copy is one.
  const copy = state ? undefined : run.recorded.copyOf<Partial<TableOutputs>>(news.__urn ?? "", placeOf(opened));
  const before = state ? (run.recorded.before(state.outputs) ?? state.outputs) : copy;
  const dataTableId = state ? tableIdOf(state.id) : copy?.dataTableId;
  const queue = tableIdentity(opened.region, opened.instanceId, dataTableId ?? `name ${news.name}`);
  const outcome = await inTurn(queue, () => reconcileOne(opened, news, before, dataTableId));
  const table = outcome.table && { ...outcome.table, adopted: outcome.table.adopted || (before?.adopted ?? false) };
  const outs = table && toTableOutputs(news, table);
  raiseFailures(news, outcome, outs, state);
  if (!table || !outs) throw new ProblemError(nothingAnswered(news));
  const identity = tableIdentity(opened.region, opened.instanceId, table.dataTableId);
  run.tables.hold(identity, news.__urn ?? "");
  run.tables.rememberName(identity, outs.name);
  return { id: state?.id ?? resourceIdOf(opened.instanceId, table.dataTableId), outs };
}

function nothingAnswered(news: TableInputs): Problem {
  const message = `${nameOf(news)}: the service's response contains nothing that could be recorded.`;
  return { code: "SERVICE_ERROR", severity: "error", message, hint: "Run `pulumi up` again." };
}

async function reconcileOne(
  opened: OpenedInstance,
  news: TableInputs,
  before: Partial<TableOutputs> | undefined,
  dataTableId: string | undefined,
): Promise<TableOutcome> {
  let status = "reading the table";
  try {
    const request = {
      desired: toDeclarationOf(news),
      recorded: before && recordedTable(before),
      dataTableId,
      ownerTag: ownerTagOf(news.__urn),
    };
    const outcome = await reconcileTable(opened.gateway, request, {
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      onStep: (step) => (status = describeStep(step)),
      assertAlive: () => assertEngineAlive(news.__urn, status),
    });
    if (outcome.done.length > 0) run.contents.forgetReads();
    await tell(news.__urn, ...valuesOfColumns(outcome.removed, "past"));
    for (const warning of outcome.warnings) {
      await tellProblem(news.__urn, { title: `${nameOf({ ...news, dataTableId })}:`, problems: [warning] });
    }
    return outcome;
  } catch (error) {
    throw errorAbout(nameOf({ ...news, dataTableId }), error);
  }
}

/** A failed run keeps what it did; one that did nothing leaves state as it was. */
function raiseFailures(
  news: TableInputs,
  outcome: TableOutcome,
  outs: TableOutputs | undefined,
  state: { readonly id: string; readonly outputs: Partial<TableOutputs> } | undefined,
): void {
  const dataTableId = outs?.dataTableId ?? state?.outputs.dataTableId;
  const problems = failureProblems(nameOf({ name: news.name, dataTableId }), outcome);
  if (!problems) return;
  if (outs && outcome.done.length > 0) {
    const id = state?.id ?? resourceIdOf(outs.instanceId, outs.dataTableId);
    throw new PartialFailure(id, { ...outs, ...(news.__provider ? { __provider: news.__provider } : {}) }, problems);
  }
  // `up --refresh` has put someone else's change into state; a run that is refused because of it must put the base back.
  const base = state && run.recorded.before(state.outputs);
  if (base) throw new PartialFailure(state.id, { ...base }, problems);
  throw new ProblemError(problems);
}
