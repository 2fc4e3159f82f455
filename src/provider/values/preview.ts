/** What a check says of the live table: columns, cells, the guard, the quota and the conflicts, before anything is written. */
import { openInstance } from "../../aws/connect-instance";
import type { CellAddress, Cells } from "../../core/cells/cell-map";
import { limits } from "../../core/limits";
import type { Attributes } from "../../core/model";
import { sameMeaning } from "../../core/cells/cell-value";
import type { Change, Plan } from "../../core/values/plan";
import type { TableIntent } from "../../core/values/intent";
import { planTable, isSettled, joinTable, type TableRows } from "../../core/values/table-rows";
import type { Problem } from "../../core/problem";
import { pendingRenames } from "../../core/values/moves";
import { writeMemory } from "../../core/apply/batch";
import { conflictProblem } from "../../report/conflict-problem";
import type { Redact } from "../../report/show-value";
import { observeAttributes } from "../../sync/values/observe";
import type { TableGateway } from "../../sync/ports";
import { prepare, type Prepared } from "../../sync/values/prepare";
import { notRenamed, renamedAttributes, renamedGateway, withoutColumns } from "../../sync/renamed-gateway";
import { isServiceError } from "../../sync/service-error";
import { hasUnknown } from "../host/engine-values";
import { run } from "../host/run";
import type { DeclaredTable } from "../host/tables";
import { isStrict, noSuchTable, notChecked, tableGone, unchecked } from "../connection/table-words";
import type { InputCells } from "./state/cells";
import { settingsDiffer } from "./diff";
import { guardProblem } from "./consent/guard";
import type { Planned, PlanOf } from "./messages/outcome";
import type { Base } from "./intent";
import { decisionsOf, resolveProblems } from "./consent/resolve";
import type { ValuesInputs } from "./state/inputs";
import { Secrets } from "../../report/secrets";
import { foreignChanges, impossibleMove } from "./messages/result";
import { driftListing, initialListing, keptListings, replacedValues, type Listing } from "../../report/listings";
import { ownedCells, type ValuesOutputs } from "./state/state";
import type { Target } from "../connection/target";
import { validateCells, validateKeys, validateNamed } from "./validate";

/** What the parts of a check share. */
export interface Check {
  /** The recorded inputs of this table. */
  readonly olds: Partial<ValuesInputs>;
  readonly base: Base;
  /** The program's inputs as far as they are known. */
  readonly news: ValuesInputs;
  readonly cells: InputCells;
  readonly intent: TableIntent;
  readonly target: Target;
  /** What the program declares of the table, if it does. */
  readonly declared?: DeclaredTable;
  /** Whether what will be deleted cannot be told yet. */
  readonly isUncertain: boolean;
  readonly redact: Redact;
}

/** What was found, and how to tell from the recorded outputs whether a conflict among it is one. */
export interface LiveCheck {
  readonly problems: readonly Problem[];
  /** What a person should read of the plan, because the engine does not show it. */
  readonly listings?: readonly Listing[];
  readonly conflictOf?: (outputs: Partial<ValuesOutputs>) => Problem | undefined;
  /** The plan from the recorded outputs. */
  readonly planOf?: PlanOf;
}

/** Cells, columns, guard, quota and conflicts: with the live table where that can be read, without it otherwise. */
export async function checkLive(check: Check): Promise<LiveCheck> {
  const rows = joinTable(check.intent, noColumns);
  const { listings = [], ...found } = await judgeLive(check, rows);
  return {
    ...found,
    listings: [initialListing(changedInitials(check, rows)), ...listings],
  };
}

/** Cells of `initial` columns that state records with another value than the program has now. */
function changedInitials({ news }: Check, { intent, recorded }: TableRows): CellAddress[] {
  if (!news.initial?.length) return [];
  return [...intent.declared].filter((cell) => {
    const before = cell.initial ? recorded.get(cell) : undefined;
    return before?.initial === true && !sameMeaning(before, cell, noColumns);
  });
}

async function judgeLive(check: Check, rows: TableRows): Promise<LiveCheck> {
  const { cells, redact } = check;
  const offline = () => [...declaredProblems(check), ...guardProblems(check, rows)];
  const { connection, instanceId, dataTableId, table } = check.target;
  if (!isChanged(check, rows)) return { problems: [...offline(), ...resolveProblems(check.news, redact)] };
  if (!table || !connection || !instanceId || !dataTableId) return { problems: [...offline(), ...unknownTable(check)] };
  try {
    return await readAndJudge(check, table, openInstance(connection, instanceId).table(dataTableId));
  } catch (error) {
    if (!isServiceError(error) || error.kind === "account" || error.kind === "other") throw error;
    const words = new Secrets(cells.declared, redact).hide(error.describe());
    const problem = error.kind === "not-found" ? notFound(check, table, words) : notChecked(words);
    return { problems: [...offline(), problem] };
  }
}

/** What can be said without the live table: of the cells, and of the columns that the program declares. */
function declaredProblems({ cells, news, redact, declared }: Check): Problem[] {
  if (!declared?.isWhole) return validateCells(cells.declared, news, redact);
  const { columns } = declared;
  return [
    ...validateKeys(news, columns),
    ...validateCells(cells.declared, news, redact, columns),
    ...validateNamed(news, columns),
  ];
}

/** A table that the same program makes is checked by what it declares; any other of which the id is not known is not checked. */
function unknownTable({ declared }: Check): Problem[] {
  if (declared?.isWhole || !isStrict()) return [];
  return [notChecked("the id of the table is not known yet. Pass the DataTable as `table` instead of its id.")];
}

async function readAndJudge(check: Check, table: string, gateway: TableGateway): Promise<LiveCheck> {
  const { news, cells, target } = check;
  const { contents } = run;
  const live = await observeAttributes(gateway);
  const { columns = noColumns, renames = {} } = check.declared ?? {};
  const pending = pendingRenames({ ...renames, ...news.renamed }, new Set(live.keys()), cells.named.columns);
  const renamed = pending.size > 0 ? renamedGateway(gateway, pending) : gateway;
  const known = renamedAttributes(live, pending);
  const attributes = withDeclared(known, columns);
  if (pending.size === 0) contents.rememberAttributes(table, live);
  const prepared = await prepare({
    ...check.intent,
    gateway: withoutColumns(renamed, new Set([...columns.keys()].filter((name) => !known.has(name)))),
    attributes,
    primaryAttributes: news.primaryAttributes ?? [],
    batchSize: target.batchSize,
    memory: writeMemory(table, target.learned),
    wasRemoved: contents.removedFrom(table),
  });
  if (pending.size === 0) contents.rememberSeen(table, news.__urn ?? "", prepared);
  const warnings = [...pending]
    .filter(([from, to]) => renames[from] !== to)
    .map(([from, to]) => notRenamed(from, to, "warning"));
  return {
    problems: [...warnings, ...liveProblems(check, prepared), ...resolveProblems(news, check.redact, prepared.plan)],
    listings: [
      ...keptListings(prepared.plan.kept, (cell) => cells.declared.has(cell), check.redact),
      driftListing(prepared.plan.drift, check.redact),
      ...replacedValues(prepared.plan.changes, "future", check.redact),
    ],
    conflictOf: (outputs) => conflictsOf(check, planAgain(check, prepared, outputs).plan),
    planOf: (outputs) => (knowsBase(check, outputs) ? prepared : planAgain(check, prepared, outputs)),
  };
}

/** Whether a check goes by all that is recorded: of a new resource there is nothing more, and of one that this run refreshed it has the outputs. */
function knowsBase({ base }: Check, outputs: Partial<ValuesOutputs>): boolean {
  return base.before !== undefined || Object.keys(outputs).length === 0;
}

/** The plan from what the recorded outputs say, on what was read for the plan from the recorded inputs. */
function planAgain(check: Check, { attributes, live, asked }: Prepared, outputs: Partial<ValuesOutputs>): Planned {
  const rows = joinTable({ ...check.intent, owned: ownedCells(outputs) }, attributes);
  return { rows, plan: planTable(rows, live, { asked, lockLevel: outputs.lockLevel }) };
}

function conflictsOf({ redact, news }: Check, { conflicts }: Plan): Problem | undefined {
  if (conflicts.length === 0) return undefined;
  return conflictProblem(conflicts, { written: 0, redact, decide: decisionsOf(news) });
}

/** The live columns as the program's own `DataTable` will have changed them when the values are written. */
function withDeclared(live: Attributes, declared: Attributes): Attributes {
  const changed = [...declared].map(([name, column]) => [name, { ...live.get(name), ...column }] as const);
  return changed.length === 0 ? live : new Map([...live, ...changed]);
}

/** Nothing is known of the columns before they are read. */
const noColumns: Attributes = new Map();

/** Whether the program asks for anything, or this run's refresh found state changed. */
function isChanged({ olds, base, intent, news }: Check, rows: TableRows): boolean {
  const wasRefreshed = base.before !== undefined;
  return (
    !isSettled(rows) ||
    settingsDiffer(olds, news) ||
    (wasRefreshed && !isSettled(joinTable({ ...intent, owned: ownedCells(olds) }, noColumns)))
  );
}

function liveProblems(check: Check, { attributes, plan, live, asked, rows }: Prepared): Problem[] {
  const { news, cells, redact } = check;
  const foreign = foreignChanges(plan);
  const problems = [
    ...validateKeys(news, attributes),
    ...validateCells(cells.declared, news, redact, attributes),
    ...validateNamed(news, attributes),
    ...plan.moveProblems.map(impossibleMove),
    ...guardProblems(check, rows, { foreign, complete: !asked }),
    ...quotaProblems(check, asked ? rows.owned : live, plan.changes),
  ];
  const conflict = conflictsOf(check, plan);
  return conflict ? [...problems, conflict] : problems;
}

/** `seen`: the foreign cells that exclusive mode would delete, where the live table was read. */
function guardProblems(
  check: Check,
  rows: TableRows,
  seen: { readonly foreign: readonly Change[]; readonly complete: boolean } = { foreign: [], complete: false },
): Problem[] {
  const { base, cells, intent, news, olds } = check;
  const isLeftOut = intent.owned.size < base.owned.size;
  if (check.isUncertain || isLeftOut) return [];
  const withBase = Object.keys(olds).length > 0;
  if (news.ownership !== "exclusive" || seen.complete) run.told.rememberGuarded(news.__urn ?? "", withBase);
  const isReleased = (cell: CellAddress) => intent.isReleased(cell) && !cells.isUnknown(cell);
  const problem = guardProblem(news, rows, seen.foreign, check.redact, isReleased);
  return problem ? [problem] : [];
}

function quotaProblems({ news }: Check, present: Cells<CellAddress>, changes: Prepared["plan"]["changes"]): Problem[] {
  const quota = news.valueQuota ?? limits.valuesPerTable;
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  if (count("create") === 0) return [];
  const total = present.size + count("create") - count("delete");
  if (total <= quota) return [];
  const message = `the table would hold ${total} values, but its quota is ${quota}.`;
  const hint = "The quota of a table can be raised (L-735CD262); if it was, set valueQuota.";
  return [{ code: "OVER_QUOTA", severity: "warning", message, hint }];
}

/** An id that state does not have and no table of this run either is a mistake; a table that is gone is an error only in the apply. */
function notFound({ olds, news, declared }: Check, table: string, words: string): Problem {
  const isKnown = declared !== undefined || run.tables.isHeld(table);
  if (!isKnown && olds.dataTableId === undefined && !hasUnknown(news.dataTableId)) return noSuchTable(words);
  const { hint = "", ...problem } = tableGone(words);
  const message = "not checked against the live table, which was not found.";
  return { ...problem, severity: unchecked(), message, hint: `${words} ${hint}` };
}
