/** One run on a table, for an apply and a delete alike: what is sent, what is told of it, and what is wrong at its end. */
import { writeMemory } from "../../core/apply/batch";
import type { Problem } from "../../core/problem";
import type { TableIntent } from "../../core/values/intent";
import { conflictProblem } from "../../report/conflict-problem";
import { driftListing, keptListings, replacedValues, rewrittenListing } from "../../report/listings";
import { Secrets } from "../../report/secrets";
import { reconcile, type Reconciled, type ReconcileInput } from "../../sync/values/reconcile";
import { tableLabel } from "../connection/table-words";
import { assertEngineAlive, engineInfo, tell } from "../host/engine-log";
import { run } from "../host/run";
import { resourceName } from "../host/urn";
import { failureProblems, impossibleMove, progressLine, summaryLine } from "./messages/result";
import type { OpenedTable } from "./open-table";
import { decisionsOf } from "./consent/resolve";
import type { ValuesInputs } from "./state/inputs";
import { secretCells, type ValuesOutputs } from "./state/state";

/** What a run on a table goes by. */
export interface TableRun {
  readonly opened: OpenedTable;
  /** The inputs that count: the program's, or those that state records. */
  readonly inputs: ValuesInputs;
  readonly recorded: Partial<ValuesOutputs>;
  /** Set when the resource is to be deleted. */
  readonly verb?: "delete";
}

/** Reconciles, and tells what was done. `more`: what only an apply has to say. */
export async function reconcileTable(
  { opened, inputs, recorded }: TableRun,
  intent: TableIntent,
  more: Partial<ReconcileInput> = {},
): Promise<Reconciled> {
  const { __urn: urn } = inputs;
  const start = { time: Date.now(), ...opened.statistics() };
  const progress = progressLine(opened.requestsPerSecond);
  const result = await reconcile({
    ...intent,
    gateway: opened.gateway,
    primaryAttributes: inputs.primaryAttributes ?? [],
    batchSize: opened.batchSize,
    valueQuota: inputs.valueQuota,
    lockLevel: recorded.lockLevel,
    memory: writeMemory(opened.table, opened.learned),
    assertAlive: () => assertEngineAlive(urn, progress.next()),
    onProgress: (step) => progress.report(step),
    ...more,
  });
  run.contents.rememberWritten(opened.table, result.written);
  await tellResult(inputs, result, { recorded, declared: intent.declared });
  const now = opened.statistics();
  const spent = { requests: now.requests - start.requests, retries: now.retries - start.retries };
  const summary = isRefused(result) ? undefined : summaryLine(result, spent, Date.now() - start.time);
  if (summary !== undefined) await engineInfo(urn, summary);
  return result;
}

/** Whether a run stopped before its first write. */
function isRefused({ written, moved, conflicts, plan }: Reconciled): boolean {
  return written.length + moved.length === 0 && conflicts.length + plan.moveProblems.length > 0;
}

/** What was done to other writers' values, and what was left alone. */
async function tellResult(
  inputs: ValuesInputs,
  result: Reconciled,
  { recorded, declared }: { readonly recorded: Partial<ValuesOutputs> } & Pick<TableIntent, "declared">,
): Promise<void> {
  const redact = secretCells(inputs, recorded);
  await tell(
    inputs.__urn,
    driftListing(result.plan.drift, redact),
    ...keptListings(result.kept, (cell) => declared.has(cell), redact),
    ...replacedValues(result.replaced, "past", redact),
    rewrittenListing(result.settled),
  );
}

/** What stands against a run; none when it did all. */
export function problemsOfRun(
  { opened, inputs, recorded, verb }: TableRun,
  { declared, owned }: Pick<TableIntent, "declared" | "owned">,
  result: Reconciled,
): Problem[] {
  const { conflicts, refused, stopped, written, plan } = result;
  if (conflicts.length + refused.length + plan.moveProblems.length === 0 && !stopped) return [];
  const redact = secretCells(inputs, recorded);
  const secrets = new Secrets([...declared, ...owned], redact);
  const table = tableLabel(opened);
  const options = { table, written: written.length, redact, verb, decide: decisionsOf(inputs, verb) };
  return [
    ...plan.moveProblems.map((message) => impossibleMove(`${table}: ${message}`)),
    ...(conflicts.length > 0 ? [conflictProblem(conflicts, options)] : []),
    ...failureProblems(result, { redact, secrets, resource: resourceName(inputs), table }),
  ];
}
