/**
 * delete: the cells that state records as ours, by the same plan with nothing desired. An edited cell is a conflict, a missing one is success.
 * What was there before us, and what another resource or the new copy of this one has claimed in this run, stays.
 */
import { cellMap, type CellAddress, type Cells } from "../../core/cells/cell-map";
import type { OwnedCell } from "../../core/values/cells";
import { ProblemError } from "../../core/problem-error";
import { writeMemory } from "../../core/apply/write-memory";
import { conflictProblem } from "../../report/conflict-problem";
import { observeAll, observeAttributes } from "../../sync/values/observe";
import { reconcile, type Reconciled } from "../../sync/values/reconcile";
import { isServiceError } from "../../sync/service-error";
import { serviceProblem } from "../../sync/service-problem";
import { problemsWith, tableLabel } from "../connection/table-label";
import { inTurn } from "../../sync/queue";
import { assertEngineAlive, engineInfo, engineWarning } from "../host/engine-log";
import { progressLine } from "../host/progress-line";
import { run } from "../host/run";
import { tell } from "../host/tell";
import { failureProblems, summaryLine, tellResult } from "./messages";
import { notEmpty } from "../../report/table-contents";
import { isInstanceThere, openForWriting, type OpenedTable } from "./apply";
import { inputCells, releasedBy } from "./state/cells";
import { assertGuardOfOldCopy } from "./guard";
import { resourceName } from "../host/urn";
import { withOrigin } from "./owner";
import { decisionsOf, entriesOf, resolveProblems, resolverOf } from "./resolve";
import { foundListing } from "../../report/listings";
import { Secrets } from "../../report/secrets";
import type { ValuesInputs } from "./state/inputs";
import { ownedCells, secretCells, stateProblem, type ValuesOutputs } from "./state/state";

/** The verb. A run that refreshed goes by what was recorded before: inside one command a refresh is not consent. */
export async function deleteValues(props: ValuesOutputs): Promise<void> {
  const problem = stateProblem(props);
  if (problem) throw new ProblemError(problem);
  const opened = await openForWriting(props);
  const base = run().recordedBefore(props) ?? props;
  run().beginDelete(opened.table);
  try {
    await inTurn(opened.table, () => removeCells(base, opened)).catch((error: unknown) => {
      // What looks like another writer's value may be that of another copy, whose delete waits behind this one.
      if (!(error instanceof ConflictError) || !run().hasSeveralDeletes(opened.table)) throw error;
      return inTurn(opened.table, () => removeCells(base, opened));
    });
  } catch (error) {
    if (isServiceError(error, "not-found") && (await isInstanceThere(opened))) return;
    if (!isServiceError(error)) throw error;
    const words = new Secrets(ownedCells(base), secretCells(base)).hide(error.describe());
    throw new ProblemError(serviceProblem(error, { about: tableLabel(opened), words }), { cause: error });
  }
}

async function removeCells(base: ValuesOutputs, opened: OpenedTable): Promise<void> {
  const urn = base.__urn ?? "";
  const recorded = await withOrigin(ownedCells(base), opened, base.__urn);
  const isReleased = releasedBy(base, inputCells(base), run().leftByDelete(opened.table, urn));
  const found = [...recorded].filter((cell) => cell.found && !isReleased(cell));
  const leaving = recorded.filter((cell) => !cell.found && !isReleased(cell));
  const owned = leaving.map((cell) => ({ ...cell, uncertain: undefined }));
  const replacement = run().ownClaim(opened.table, urn);
  const copy = ownedCells(run().copyOf<Partial<ValuesOutputs>>(urn, opened.table) ?? {});
  const isJudged = [...owned].every((cell) => copy.has(cell));
  if (replacement && !isJudged) assertGuardOfOldCopy(replacement.inputs as ValuesInputs, recorded, owned);
  run().rememberCopy(urn, opened.table, base);
  await tell(base.__urn, foundListing(found), "short");
  if (owned.size === 0) return;
  const { problems } = entriesOf(base);
  if (problems.length > 0) throw new ProblemError(problemsWith(tableLabel(opened), problems));
  await assertNothingOfOthers(opened);
  const start = { time: Date.now(), ...opened.statistics() };
  const result = await reconcileNothing(base, opened, owned, isReleased);
  run().rememberWritten(opened.table, result.written);
  await tellResult(base.__urn, result, secretCells(base), cellMap([]));
  if (!replacement) await tellUnused(base, result);
  raiseFailures({ base, opened, result, owned });
  const now = opened.statistics();
  const spent = { requests: now.requests - start.requests, retries: now.retries - start.retries };
  if (result.written.length > 0) await engineInfo(base.__urn, summaryLine(result, spent, Date.now() - start.time));
}

async function reconcileNothing(
  base: ValuesOutputs,
  opened: OpenedTable,
  owned: Cells<OwnedCell>,
  isReleased: (cell: CellAddress) => boolean,
): Promise<Reconciled> {
  const progress = progressLine(opened.requestsPerSecond);
  return reconcile({
    owned,
    declared: cellMap([]),
    isReleased,
    ownership: "declared",
    onConflict: base.onConflict ?? "fail",
    moves: [],
    renamed: {},
    resolve: resolverOf(base, secretCells(base)),
    emptyIsAbsent: base.__lockVersions.emptyIsAbsent,
    gateway: opened.gateway,
    primaryAttributes: base.primaryAttributes ?? [],
    batchSize: opened.batchSize,
    valueQuota: base.valueQuota,
    lockLevel: base.lockLevel,
    memory: writeMemory(opened.table),
    assertAlive: () => assertEngineAlive(base.__urn, progress.next()),
    onProgress: (step) => progress.report(step),
  });
}

/** A delete has no check before it that would say what became of the entries of `resolve`. */
async function tellUnused(base: ValuesOutputs, { plan, conflicts, kept }: Reconciled): Promise<void> {
  const { changes } = plan;
  for (const problem of resolveProblems(base, secretCells(base), { changes, conflicts, kept: [...plan.kept, ...kept] }))
    await engineWarning(base.__urn, { ...problem, severity: "warning" });
}

function raiseFailures({ base, opened, result, owned }: Deletion): void {
  if (isServiceError(result.stopped, "not-found")) throw result.stopped;
  const redact = secretCells(base);
  const secrets = new Secrets(owned, redact);
  const table = tableLabel(opened);
  const problems = failureProblems(result, { redact, secrets, resource: resourceName(base), table });
  if (result.conflicts.length > 0) {
    const options = {
      table,
      written: result.written.length,
      redact,
      verb: "delete",
      decide: decisionsOf(base, "delete"),
    } as const;
    problems.unshift(conflictProblem(result.conflicts, options));
  }
  if (problems.length === 0) return;
  const isUnwritten = result.conflicts.length > 0 && result.written.length === 0;
  throw new (isUnwritten ? ConflictError : ProblemError)({ problems });
}

/** Conflicts, and nothing was written. */
class ConflictError extends ProblemError {}

interface Deletion {
  readonly base: ValuesOutputs;
  readonly opened: OpenedTable;
  readonly result: Reconciled;
  readonly owned: Cells<OwnedCell>;
}

/** Before a table that is replaced loses our values it is looked at: if values of others will keep it, ours stay too. */
async function assertNothingOfOthers(opened: OpenedTable): Promise<void> {
  const leaving = run().leavingTable(opened.table);
  if (!leaving || leaving.mayHoldValues) return;
  const copies = run()
    .copiesOn<Partial<ValuesOutputs>>(opened.table)
    .map((outputs) => ownedCells(outputs));
  const attributes = await observeAttributes(opened.gateway);
  const live = await observeAll(opened.gateway, attributes, new Map());
  const foreign = [...live].filter((cell) => !copies.some((cells) => cells.has(cell)));
  if (foreign.length > 0) throw new ProblemError(notEmpty(leaving, opened.dataTableId, foreign));
}
