/**
 * What to write, decided cell by cell from three values: what state records (*recorded*), what the service holds (*live*) and what the
 * program declares (*desired*). Each may be absent. The first rule that fits decides:
 *
 * 1. live equals desired: settled, nothing to write. So adoption, a killed run and a lost answer heal by themselves.
 * 2. desired equals recorded, live differs: drift. Someone else's edit, and not this run's to undo: a warning, state stays.
 * 3. live equals recorded, or nothing is recorded and the author has read what is live in an export: ours to write: create, update or delete.
 * 4. otherwise: a conflict. An entry of `resolve` decides it, or else `onConflict`: whether to stop or to overwrite.
 *
 * What others own (`others.ts`) is judged before: cells of `initial` columns, and cells that an earlier run was told to leave.
 *
 * The plan is a value: sorted, countable, printable, JSON-able. Nothing is read or written here.
 */
import { columnTypeOf, encodeValue, sameButForNormalisation, sameStored, textOf } from "../cells/cell-value";
import { cellOf, compareRows, type CellAddress, type Cells } from "../cells/cell-map";
import type { Attributes, LiveCell, LockLevel } from "../model";
import type { CellOrigin, DeclaredCell, OwnedCell } from "./cells";
import { isAsLeft, ruleOfOthers, type OthersRule } from "./others";
import type { Resolve } from "./resolve";
import { wasRewritten, type CellInQuestion } from "./rewritten";
import { compareText } from "../text";
import type { Change, Conflict, Consent, Drift, Kept, Plan, Settled } from "./plan";

/** What `planValues` needs. `live` must hold every live cell among the recorded and desired ones; in exclusive mode every live cell of the table. */
export interface PlanInput {
  readonly recorded: Cells<OwnedCell>;
  readonly live: Cells<LiveCell>;
  readonly desired: Cells<DeclaredCell>;
  /** The columns, as far as they are known. */
  readonly attributes: Attributes;
  /** Live cells that no one declared and that may be removed (exclusive mode): tells whether a cell is one of them. */
  readonly removable?: (cell: CellAddress) => boolean;
  readonly onConflict: "fail" | "overwrite";
  /** ISO time: what is live, not recorded, and was last modified no later than this is known to the author, who has exported it. */
  readonly exportedAt?: string;
  readonly lockLevel?: LockLevel;
  /** Decisions about single conflicts. Default: none. */
  readonly resolve?: Resolve;
  /** Set when a new copy replaces the recorded one: what is declared and missing is created, whoever removed it. */
  readonly createsMissing?: boolean;
  /** Set when the service keeps no empty text: then an empty value and a missing one are the same. */
  readonly emptyIsAbsent?: boolean;
}

/**
 * The plan for every cell that is recorded or desired, and in exclusive mode for every live cell that may be removed. It goes row by row, so
 * that what it costs grows with the table and no faster.
 */
export function planValues(input: PlanInput): Plan {
  const plan: Draft = { changes: [], conflicts: [], drift: [], settled: [], kept: [] };
  for (const rowKey of rowsInQuestion(input)) {
    for (const cell of cellsInQuestion(rowKey, input)) decide(cell, input, plan);
  }
  return plan;
}

type Draft = { changes: Change[]; conflicts: Conflict[]; drift: Drift[]; settled: Settled[]; kept: Kept[] };

/** One cell as it is recorded, live and desired. */
type ThreeValues = Pick<CellInQuestion, "rowKey" | "attribute" | "recorded" | "live" | "desired">;

function rowsInQuestion({ recorded, live, desired, removable }: PlanInput): string[] {
  const keys = [recorded, desired, ...(removable ? [live] : [])].flatMap(({ rows }) => [...rows.keys()]);
  return [...new Set(keys)].sort(compareRows);
}

/** The cells of a row that the plan has to decide, by column. */
function cellsInQuestion(rowKey: string, { removable, ...input }: PlanInput): ThreeValues[] {
  const [owned, actual, declared] = [input.recorded.row(rowKey), input.live.row(rowKey), input.desired.row(rowKey)];
  const cells = owned.map((recorded): ThreeValues => {
    const { attribute } = recorded;
    return { rowKey, attribute, recorded, live: cellOf(actual, attribute), desired: cellOf(declared, attribute) };
  });
  for (const desired of declared) {
    const { attribute } = desired;
    if (!cellOf(owned, attribute)) cells.push({ rowKey, attribute, live: cellOf(actual, attribute), desired });
  }
  for (const live of removable ? actual : []) {
    const { attribute } = live;
    const isKnown = cellOf(owned, attribute) ?? cellOf(declared, attribute);
    if (!isKnown && removable?.(live)) cells.push({ rowKey, attribute, live });
  }
  return cells.sort((a, b) => compareText(a.attribute, b.attribute));
}

function decide(values: ThreeValues, input: PlanInput, plan: Draft): void {
  const { recorded, live, desired } = values;
  const { attributes, emptyIsAbsent } = input;
  const type = desired && columnTypeOf(desired, attributes);
  const valueType = live?.valueType ?? type ?? "TEXT";
  const after = desired && type && encodeValue(desired.value, type);
  const isSettled = sameStored(live?.value, after, valueType, emptyIsAbsent);
  const isOthers = recorded?.left !== undefined || recorded?.initial || desired?.initial;
  if (isSettled && !desired?.initial) return settle(values, after, plan);
  const cell = { ...values, valueType, before: recorded && textOf(recorded, attributes), after };
  const rule = isOthers ? othersRule(cell, input) : undefined;
  if (rule) followRule(rule, cell, input, plan);
  else if (isSettled) settle(cell, after, plan);
  else decideOpen(cell, input, plan);
}

/** In a large table nearly every cell is settled: what is live says it all, without an object more for each. */
function settle({ rowKey, attribute, live }: ThreeValues, after: string | undefined, plan: Draft): void {
  const isExact = live !== undefined && live.value === after;
  plan.settled.push(isExact ? live : { rowKey, attribute, value: after, lockVersion: live?.lockVersion });
}

/** The rules after the first, for a cell that is not as the program declares it. */
function decideOpen(cell: CellInQuestion, input: PlanInput, plan: Draft): void {
  const { valueType, recorded, live, desired, before, after } = cell;
  if (input.createsMissing && desired && !live) {
    plan.changes.push(change(cell));
    return;
  }
  const rewritten = wasRewritten(cell, input.lockLevel);
  // Where the live text is the recorded one, the first rule has already told it from the desired one.
  if (before !== undefined && before !== live?.value && sameStored(after, before, valueType, input.emptyIsAbsent)) {
    if (rewritten) plan.settled.push(rewrittenCell(cell));
    else plan.drift.push(driftOf(cell));
    return;
  }
  const ours = before ?? (!desired && input.removable?.(cell) ? live?.value : undefined);
  if (sameStored(live?.value, ours, valueType, input.emptyIsAbsent) || rewritten) {
    plan.changes.push(change(cell, recorded ? consentOf(recorded) : live && "exclusive"));
  } else if (live && after !== undefined && sameButForNormalisation(live.value, after)) {
    plan.settled.push(rewrittenCell(cell));
  } else if (!recorded && wasExported(live, input.exportedAt)) {
    plan.changes.push(change(cell, "exported"));
  } else judgeConflict(cell, input, plan);
}

function othersRule(cell: CellInQuestion, input: PlanInput): OthersRule | undefined {
  const isRemovable = !cell.desired && input.removable?.(cell) === true;
  return ruleOfOthers({ ...cell, isRemovable, lockLevel: input.lockLevel }, (a, b) =>
    sameStored(a, b, cell.valueType, input.emptyIsAbsent),
  );
}

/** What `ruleOfOthers` says, as a part of the plan. */
function followRule(rule: OthersRule, cell: CellInQuestion, input: PlanInput, plan: Draft): void {
  switch (rule) {
    case "stays":
      return;
    case "drift":
      plan.drift.push(driftOf(cell));
      return;
    case "initial":
    case "left":
      plan.kept.push(keptCell(cell, rule));
      return;
    case "exclusive":
      plan.changes.push(change(cell, "exclusive"));
      return;
    case "conflict":
      judgeConflict(cell, input, plan);
  }
}

/** A conflict, unless an entry of `resolve` or `onConflict` decides it. What no one declares cannot stay in exclusive mode. */
function judgeConflict(cell: CellInQuestion, input: PlanInput, plan: Draft): void {
  const { live, desired } = cell;
  const way = input.resolve?.(cell, live);
  if (way === "live" && (desired ?? !input.removable)) {
    plan.kept.push(keptCell(cell, "resolved"));
    if (desired) plan.drift.push(driftOf(cell));
    return;
  }
  const conflict = conflictOf(cell);
  if (way === "program") plan.changes.push(change(cell, "resolved"));
  else if (input.onConflict === "fail") plan.conflicts.push(conflict);
  else plan.changes.push({ ...change(cell, "overwrite"), overwrites: conflict.kind });
}

function rewrittenCell({ rowKey, attribute, live, after }: CellInQuestion): Settled {
  return { rowKey, attribute, value: after, lockVersion: live?.lockVersion, rewritten: true };
}

function keptCell({ rowKey, attribute, valueType, live }: CellInQuestion, by: Kept["by"]): Kept {
  return { rowKey, attribute, valueType, by, live: live?.value, lockVersion: live?.lockVersion };
}

function driftOf({ rowKey, attribute, valueType, before, after, live }: CellInQuestion): Drift {
  return { rowKey, attribute, valueType, recorded: before ?? after ?? "", live: live?.value };
}

function consentOf({ taken, uncertain }: CellOrigin): Consent | undefined {
  if (taken) return "refresh";
  return uncertain ? "recorded" : undefined;
}

function change(cell: CellInQuestion, consent?: Consent): Change {
  const { rowKey, attribute, valueType, live, desired, after } = cell;
  return {
    kind: !desired ? "delete" : live ? "update" : "create",
    rowKey,
    attribute,
    primaryValues: live?.primaryValues ?? desired?.primaryValues ?? {},
    valueType,
    before: live?.value,
    after,
    lockVersion: live?.lockVersion,
    ...(consent && { consent }),
  };
}

function conflictOf(cell: CellInQuestion): Conflict {
  const { rowKey, attribute, valueType, recorded, live, before, after } = cell;
  const kind = after === undefined ? "edited-delete" : !live ? "removed" : recorded ? "edited" : "exists";
  const { lockVersion, lastModifiedTime, lastModifiedRegion } = live ?? {};
  const values = { recorded: before, live: live?.value, desired: after };
  const known: Conflict = {
    rowKey,
    attribute,
    kind,
    valueType,
    ...values,
    lockVersion,
    lastModifiedTime,
    lastModifiedRegion,
  };
  return isAsLeft(cell) ? { ...known, wasLeft: true } : known;
}

/** Whether the live value stood in the table when its values were exported: it has not been modified since. */
function wasExported(live: LiveCell | undefined, exportedAt: string | undefined): boolean {
  if (live?.lastModifiedTime === undefined || exportedAt === undefined) return false;
  return Date.parse(live.lastModifiedTime) <= Date.parse(exportedAt);
}
