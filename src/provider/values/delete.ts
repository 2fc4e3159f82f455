/**
 * delete: the cells that state records as ours, by the same plan with nothing desired. An edited cell is a conflict, a missing one is success.
 * What was there before us, and what another resource or the new copy of this one has claimed in this run, stays.
 */
import { cellMap } from "../../core/cells/cell-map";
import { ProblemError } from "../../core/problem-error";
import type { TableIntent } from "../../core/values/intent";
import { foundListing } from "../../report/listings";
import { Secrets } from "../../report/secrets";
import { notEmpty } from "../../report/table-contents";
import { inTurn } from "../../sync/queue";
import { isServiceError } from "../../sync/service-error";
import type { Reconciled } from "../../sync/values/reconcile";
import { observeAll, observeAttributes } from "../../sync/values/observe";
import { errorAbout, problemsWith, tableLabel } from "../connection/table-words";
import { tell, tellProblem } from "../host/engine-log";
import { run } from "../host/run";
import { assertGuardOfOldCopy } from "./consent/guard";
import { isInstanceThere, openTable, withOrigin, type OpenedTable } from "./open-table";
import { problemsOfRun, reconcileTable, type TableRun } from "./reconcile";
import { entriesOf, resolveProblems, resolverOf } from "./consent/resolve";
import { inputCells, releasedBy } from "./state/cells";
import type { ValuesInputs } from "./state/inputs";
import { ownedCells, secretCells, stateProblem, type ValuesOutputs } from "./state/state";

/** The verb. A run that refreshed goes by what was recorded before: inside one command a refresh is not consent. */
export async function deleteValues(props: ValuesOutputs): Promise<void> {
  const problem = stateProblem(props);
  if (problem) throw new ProblemError(problem);
  const opened = await openTable(props);
  const base = run.recorded.before(props) ?? props;
  run.contents.beginDelete(opened.table);
  try {
    await inTurn(opened.table, () => removeCells(base, opened)).catch((error: unknown) => {
      // What looks like another writer's value may be that of another copy, whose delete waits behind this one.
      if (!(error instanceof ConflictError) || !run.contents.hasSeveralDeletes(opened.table)) throw error;
      return inTurn(opened.table, () => removeCells(base, opened));
    });
  } catch (error) {
    if (!isServiceError(error)) throw error;
    if (error.kind === "not-found" && (await isInstanceThere(opened))) return;
    const words = new Secrets(ownedCells(base), secretCells(base)).hide(error.describe());
    throw errorAbout(tableLabel(opened), error, words);
  }
}

async function removeCells(base: ValuesOutputs, opened: OpenedTable): Promise<void> {
  const urn = base.__urn ?? "";
  const cells = inputCells(base);
  const recorded = await withOrigin(ownedCells(base), opened, base.__urn);
  const isReleased = releasedBy(base, cells, run.claims.leftByDelete(opened.table, urn));
  const found = [...recorded].filter((cell) => cell.found && !isReleased(cell));
  const leaving = recorded.filter((cell) => !cell.found && !isReleased(cell));
  const owned = leaving.map((cell) => ({ ...cell, uncertain: undefined }));
  const replacement = run.claims.own(opened.table, urn);
  const copy = ownedCells(run.recorded.copyOf<Partial<ValuesOutputs>>(urn, opened.table) ?? {});
  const isJudged = [...owned].every((cell) => copy.has(cell));
  if (replacement && !isJudged) assertGuardOfOldCopy(replacement.inputs as ValuesInputs, recorded, owned);
  run.recorded.rememberCopy(urn, opened.table, base);
  await tell(base.__urn, foundListing(found));
  if (owned.size === 0) return;
  const { problems } = entriesOf(base);
  if (problems.length > 0) throw new ProblemError(problemsWith(tableLabel(opened), problems));
  await assertNothingOfOthers(opened);
  const result = await removeAll({ opened, inputs: base, recorded: base, verb: "delete" }, { owned, isReleased });
  if (!replacement) await tellUnused(base, result);
}

/** A delete has no check before it that would say what became of the entries of `resolve`. */
async function tellUnused(base: ValuesOutputs, { plan, conflicts, kept }: Reconciled): Promise<void> {
  const decided = { changes: plan.changes, conflicts, kept: [...plan.kept, ...kept] };
  for (const problem of resolveProblems(base, secretCells(base), decided))
    await tellProblem(base.__urn, { ...problem, severity: "warning" });
}

async function removeAll(tableRun: TableRun, cells: Pick<TableIntent, "owned" | "isReleased">): Promise<Reconciled> {
  const { inputs, recorded } = tableRun;
  const intent: TableIntent = {
    ...cells,
    declared: cellMap([]),
    ownership: "declared",
    onConflict: inputs.onConflict ?? "fail",
    moves: [],
    renamed: {},
    resolve: resolverOf(inputs, secretCells(inputs)),
    emptyIsAbsent: recorded.__lockVersions?.emptyIsAbsent,
  };
  const result = await reconcileTable(tableRun, intent);
  if (isServiceError(result.stopped, "not-found")) throw result.stopped;
  const problems = problemsOfRun(tableRun, intent, result);
  if (problems.length === 0) return result;
  const isUnwritten = result.conflicts.length > 0 && result.written.length === 0;
  throw new (isUnwritten ? ConflictError : ProblemError)({ problems });
}

/** Conflicts, and nothing was written. */
class ConflictError extends ProblemError {}

/** Before a table that is replaced loses our values it is looked at: if values of others will keep it, ours stay too. */
async function assertNothingOfOthers(opened: OpenedTable): Promise<void> {
  const leaving = run.tables.leavingOf(opened.table);
  if (!leaving || leaving.mayHoldValues) return;
  const recorded = run.recorded.copiesOn<Partial<ValuesOutputs>>(opened.table);
  const copies = recorded.map((outputs) => ownedCells(outputs));
  const attributes = await observeAttributes(opened.gateway);
  const live = await observeAll(opened.gateway, { attributes, rows: new Map() });
  const foreign = [...live].filter((cell) => !copies.some((cells) => cells.has(cell)));
  if (foreign.length > 0) throw new ProblemError(notEmpty(leaving, opened.dataTableId, foreign));
}
