/** What a check says of the live table: columns, cells, the guard, the quota and the conflicts, before anything is written. */
import { openInstance } from "../../aws/connect-instance";
import type { CellAddress, Cells } from "../../core/cells/cell-map";
import { consentTime } from "../../core/values/exported";
import { allowance, guardRefusal, isAllowed } from "../../core/values/guard";
import type { OwnedCell } from "../../core/values/declared";
import { limits } from "../../core/limits";
import type { Plan } from "../../core/values/plan";
import { intendedCells, planTable, renamedIntent, respelledIntent } from "../../core/values/plan-table";
import type { Problem } from "../../core/problem";
import { pendingRenames } from "../../core/values/renames";
import { writeMemory } from "../../core/apply/write-memory";
import { keepCells } from "../../core/cells/view-cells";
import { conflictProblem } from "../../report/conflict-problem";
import type { Redact } from "../../report/show-value";
import { observeAttributes } from "../../sync/values/observe";
import type { TableGateway } from "../../sync/ports";
import { prepare, type Prepared } from "../../sync/values/reconcile";
import { renamedGateway, renameFirst } from "../../sync/renamed-gateway";
import { isServiceError } from "../../sync/service-error";
import { run } from "../host/run";
import { batchSizeOf } from "../connection/settings";
import { tableGone } from "../connection/table-gone";
import { inputCells, type InputCells } from "./state/cells";
import { extentOf, hasMoves, settingsDiffer, type CellDifferences } from "./differ";
import { allowancesOfRun, allowHint } from "./guard";
import type { ValuesInputs } from "./state/inputs";
import { resourceName } from "../host/urn";
import { Secrets } from "../../report/secrets";
import { foreignChanges } from "./messages";
import { driftListing, replacedValues, type Listing } from "../../report/listings";
import { cellsOfCopy, ownedCells, type ValuesOutputs } from "./state/state";
import type { Target } from "../connection/target";
import { validateCells, validateKeys, validateSensitive } from "./validate";

/** What the parts of a check share. */
export interface Check {
  /** The recorded inputs of this table. */
  readonly olds: Partial<ValuesInputs>;
  /** What state recorded before this process refreshed it; absent when it did not. */
  readonly before?: Partial<ValuesOutputs>;
  /** Cells that this refresh found changed by another writer. */
  readonly suspects?: readonly CellAddress[];
  /** What an old copy of the resource recorded, where it is being replaced and a diff or a delete of this run has seen it. */
  readonly copy?: Partial<ValuesOutputs>;
  /** The program's inputs as far as they are known. */
  readonly news: ValuesInputs;
  readonly cells: InputCells;
  readonly target: Target;
  /** The table as one text; absent while it is not known. */
  readonly table?: string;
  readonly changed: CellDifferences;
  readonly isReleased: (cell: CellAddress) => boolean;
  /** Whether what will be deleted cannot be told yet. */
  readonly isUncertain: boolean;
  readonly redact: Redact;
}

/** What was found, and how to tell from the recorded outputs whether a conflict among it is one. */
export interface LiveCheck {
  readonly problems: readonly Problem[];
  /** What a person should read of the plan, because the engine does not show it. */
  readonly listings?: readonly { readonly listing: Listing; readonly length: "full" | "short" }[];
  readonly conflictOf?: (outputs: Partial<ValuesOutputs>) => Problem | undefined;
}

/** Cells, columns, guard, quota and conflicts: with the live table where that can be read, without it otherwise. */
export async function checkLive(check: Check): Promise<LiveCheck> {
  const { news, cells, target, redact, table } = check;
  const offline = () => [...validateCells(cells.declared, news, redact), ...guardProblems(check)];
  const { connection, instanceId, dataTableId } = target;
  if (!table || !connection || !instanceId || !dataTableId || !isChanged(check)) return { problems: offline() };
  try {
    return await readAndJudge(check, table, openInstance(connection, instanceId).table(dataTableId));
  } catch (error) {
    if (!isServiceError(error) || error.kind === "other") throw error;
    const words = new Secrets(cells.declared, redact).hide(error.describe());
    const problem: Problem = error.kind === "not-found" ? notFound(words) : notChecked(words);
    return { problems: [...offline(), problem] };
  }
}

async function readAndJudge(check: Check, table: string, gateway: TableGateway): Promise<LiveCheck> {
  const { news, cells, target } = check;
  const live = await observeAttributes(gateway);
  const pending = pendingRenames(news.renamed ?? {}, new Set(live.keys()), cells.named.columns);
  const renamed = pending.size > 0 ? renamedGateway(gateway, pending) : gateway;
  const attributes = pending.size > 0 ? await observeAttributes(renamed) : live;
  if (pending.size === 0) run().rememberAttributes(table, live);
  const prepared = await prepare({
    ...intentOf(check),
    gateway: renamed,
    attributes,
    primaryAttributes: news.primaryAttributes ?? [],
    batchSize: batchSizeOf(target),
    memory: writeMemory(table),
    wasRemoved: run().removedFrom(table),
  });
  const warnings = [...pending].map(([from, to]) => notRenamed(from, to));
  return {
    problems: [...warnings, ...liveProblems(check, prepared)],
    listings: [
      { listing: driftListing(prepared.plan.drift, check.redact), length: "short" },
      ...replacedValues(prepared.plan.changes, "future", check.redact).map((listing) => {
        return { listing, length: "full" } as const;
      }),
    ],
    conflictOf: (outputs) => conflictsOf(check, planAgain(check, prepared, outputs)),
  };
}

/** The plan from what the recorded outputs say, on what was read for the plan from the recorded inputs. */
function planAgain(check: Check, { attributes, live, asked }: Prepared, outputs: Partial<ValuesOutputs>): Plan {
  const intent = respelledIntent(renamedIntent({ ...intentOf(check), owned: ownedCells(outputs) }), attributes);
  return planTable(intent, intendedCells(intent, attributes), live, { asked, lockLevel: outputs.lockLevel });
}

function conflictsOf({ redact }: Check, { conflicts }: Plan): Problem | undefined {
  if (conflicts.length === 0) return undefined;
  return conflictProblem(conflicts, { written: 0, redact });
}

/** The cells that state records, as far as a check can know it: as they were before this run refreshed them. */
function ownedCellsOf({ before, copy, olds, table = "" }: Check): Cells<OwnedCell> {
  return run().withoutRemoved(table, copy && !before ? cellsOfCopy(copy) : ownedCells(before ?? olds));
}

function isChanged({ olds, news, cells, changed }: Check): boolean {
  const { created, updated, deleted } = changed;
  return (
    created.length + updated.length + deleted.length > 0 ||
    settingsDiffer(olds, news) ||
    hasMoves(inputCells(olds), cells, news)
  );
}

function intentOf(check: Check) {
  const { news, cells, isReleased, isUncertain, target } = check;
  const { instanceId = "", dataTableId = "" } = target;
  const owned = ownedCellsOf(check);
  return {
    owned: isNoLongerExclusive(check) ? keepCells(owned, (cell) => cells.declared.has(cell)) : owned,
    declared: cells.declared,
    named: cells.named,
    isReleased: (cell: CellAddress) => isReleased(cell) || cells.isUnknown(cell),
    ownership: isUncertain ? "declared" : (news.ownership ?? "declared"),
    onConflict: news.onConflict ?? "fail",
    exportedAt: consentTime(news.exported, { instanceId, dataTableId }),
    suspects: check.suspects,
    createsMissing: check.copy !== undefined,
    moves: news.moved ?? [],
    renamed: news.renamed ?? {},
    emptyIsAbsent: true,
  } as const;
}

/** A refresh in exclusive mode puts foreign cells into the inputs. Which ones those are only the outputs tell, and the apply. */
function isNoLongerExclusive({ olds, news }: Pick<Check, "olds" | "news">): boolean {
  return olds.ownership === "exclusive" && news.ownership !== "exclusive";
}

function liveProblems(check: Check, { attributes, plan, live, asked }: Prepared): Problem[] {
  const { news, cells, redact } = check;
  const foreign = foreignChanges(plan);
  const problems = [
    ...validateKeys(news, attributes),
    ...validateCells(cells.declared, news, redact, attributes),
    ...validateSensitive(news, attributes),
    ...plan.moveProblems.map((message): Problem => ({ code: "IMPOSSIBLE_MOVE", severity: "error", message })),
    ...guardProblems(check, { foreign, complete: !asked }),
    ...quotaProblems(check, asked ? ownedCellsOf(check) : live, plan.changes),
  ];
  const conflict = conflictsOf(check, plan);
  return conflict ? [...problems, conflict] : problems;
}

/** `seen`: the foreign cells that exclusive mode would delete, where the live table was read. */
function guardProblems(
  check: Check,
  seen: { readonly foreign: readonly CellAddress[]; readonly complete: boolean } = { foreign: [], complete: false },
): Problem[] {
  const { olds, news, changed, isReleased } = check;
  if (check.isUncertain) return [];
  if (isNoLongerExclusive(check) && changed.deleted.length > 0) return [];
  const recorded = keepCells(inputCells(olds).declared, (cell) => !isReleased(cell));
  const foreign = seen.foreign.filter((cell) => !recorded.has(cell));
  const own = extentOf(changed);
  const extent = { updates: own.updates, deletes: own.deletes + foreign.length };
  const withBase = Object.keys(olds).length > 0;
  if (news.ownership !== "exclusive" || seen.complete) run().rememberGuarded(news.__urn ?? "", withBase);
  const desiredRows = Object.keys(news.rows ?? {}).length;
  const refusal = guardRefusal(news.guard, { recorded, extent, desiredRows, foreign });
  if (!refusal || isAllowed(allowancesOfRun(), resourceName(news), extent)) return [];
  const hint = allowHint(allowance(resourceName(news), extent));
  return [{ code: "GUARD", severity: "error", message: refusal, hint }];
}

function quotaProblems({ news }: Check, present: Cells<CellAddress>, changes: Prepared["plan"]["changes"]): Problem[] {
  const quota = news.valueQuota ?? limits.valuesPerTable;
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  if (count("create") === 0) return [];
  const total = present.size + count("create") - count("delete");
  if (total <= quota) return [];
  const message = `the table would hold ${total} values, and its quota is ${quota}.`;
  const hint = "The quota of a table can be raised (L-735CD262); if it was, set valueQuota.";
  return [{ code: "OVER_QUOTA", severity: "warning", message, hint }];
}

function notRenamed(from: string, to: string): Problem {
  const message = `\`renamed\` says that this column is now "${to}", and the table does not know that yet.`;
  return { code: "UNKNOWN_COLUMN", severity: "warning", column: from, message, hint: renameFirst };
}

function notFound(words: string): Problem {
  const { hint = "", ...problem } = tableGone(words);
  const message = "not checked against the live table, which is not found.";
  return { ...problem, severity: "warning", message, hint: `${words} ${hint}` };
}

function notChecked(reason: string): Problem {
  const message = "not checked against the live table.";
  return { code: "NOT_CHECKED", severity: "warning", message, hint: reason };
}
