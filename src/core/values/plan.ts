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
import { sameButForNormalisation, sameValue } from "../cells/cell-value";
import { cellOf, compareRows, type CellAddress, type Cells } from "../cells/cell-map";
import type { LiveCell, LockLevel, LockVersion, PrimaryValues, ValueType } from "../model";
import { ruleOfOthers, type OthersRule } from "./others";
import type { Resolve } from "./resolve";
import { wasRewritten } from "./rewritten";
import type { CellOrigin, DesiredCell, RecordedCell } from "./cells";
import { compareText } from "../cells/row-key";

/** One write. `before` and `after` are the service's texts; `lockVersion` is the live one, which the write must carry. */
export interface Change extends CellAddress {
  readonly kind: "create" | "update" | "delete";
  readonly primaryValues: PrimaryValues;
  readonly valueType: ValueType;
  readonly before?: string;
  readonly after?: string;
  readonly lockVersion?: LockVersion;
  /** Set when `onConflict: "overwrite"` turned a conflict into this write. */
  readonly overwrites?: ConflictKind;
  /** Set when the write replaces or removes what another writer wrote: what allows it. */
  readonly consent?: Consent;
}

/**
 * What allows a run to replace or remove another writer's value: `onConflict: "overwrite"`, `ownership: "exclusive"`, an export that the
 * author has seen, a `pulumi refresh` before this run, or an entry of `resolve`. `recorded`: state records the value, and whose it was is not known.
 */
export type Consent = "overwrite" | "exclusive" | "exported" | "refresh" | "recorded" | "resolved";

/** `exists`: there already with another value; `edited`: changed by another writer; `removed`: by another writer; `edited-delete`: edited, and we would delete it. */
export type ConflictKind = "exists" | "edited" | "removed" | "edited-delete";

/** One cell that this run must not write, because someone else did. */
export interface Conflict extends CellAddress {
  readonly kind: ConflictKind;
  readonly valueType: ValueType;
  readonly recorded?: string;
  readonly live?: string;
  readonly desired?: string;
  readonly lockVersion?: LockVersion;
  readonly lastModifiedTime?: string;
  readonly lastModifiedRegion?: string;
}

/** One cell that someone changed and that this run does not want to change. */
export interface Drift extends CellAddress {
  readonly valueType: ValueType;
  readonly recorded: string;
  readonly live?: string;
}

/** A cell that needs no write; its live lock version is recorded. `rewritten`: the service stores another spelling than was sent. */
export interface Settled extends CellAddress {
  readonly value?: string;
  readonly lockVersion?: LockVersion;
  readonly rewritten?: boolean;
}

/** A cell that is left to others without a write, and what state makes of it: it records the declared value, or forgets the cell where none is declared. */
export interface Kept extends CellAddress {
  readonly valueType: ValueType;
  /** Why: its column is `initial`, an entry of `resolve` says so now, or said so in an earlier run. */
  readonly by: "initial" | "resolved" | "left";
  readonly live?: string;
  readonly lockVersion?: LockVersion;
}

/** The plan for the cells that were looked at. All lists are sorted by row and column. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly conflicts: readonly Conflict[];
  readonly drift: readonly Drift[];
  readonly settled: readonly Settled[];
  readonly kept: readonly Kept[];
}

/** What `planValues` needs. `live` must hold every live cell among the recorded and desired ones; in exclusive mode every live cell of the table. */
export interface PlanInput {
  readonly recorded: Cells<RecordedCell>;
  readonly live: Cells<LiveCell>;
  readonly desired: Cells<DesiredCell>;
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
    const row = {
      recorded: input.recorded.row(rowKey),
      live: input.live.row(rowKey),
      desired: input.desired.row(rowKey),
    };
    for (const attribute of columnsInQuestion(row, input)) decide({ rowKey, attribute }, row, input, plan);
  }
  return plan;
}

type Draft = { changes: Change[]; conflicts: Conflict[]; drift: Drift[]; settled: Settled[]; kept: Kept[] };

/** One row of the three. */
interface Row {
  readonly recorded: readonly RecordedCell[];
  readonly live: readonly LiveCell[];
  readonly desired: readonly DesiredCell[];
}

function rowsInQuestion({ recorded, live, desired, removable }: PlanInput): string[] {
  const rows = new Set(recorded.rowKeys());
  for (const rowKey of desired.rowKeys()) rows.add(rowKey);
  if (removable) for (const rowKey of live.rowKeys()) rows.add(rowKey);
  return [...rows].sort(compareRows);
}

function columnsInQuestion({ recorded, live, desired }: Row, { removable }: PlanInput): string[] {
  const columns = recorded.map((cell) => cell.attribute);
  for (const { attribute } of desired) if (!cellOf(recorded, attribute)) columns.push(attribute);
  for (const cell of removable ? live : []) {
    const isKnown = cellOf(recorded, cell.attribute) ?? cellOf(desired, cell.attribute);
    if (!isKnown && removable?.(cell)) columns.push(cell.attribute);
  }
  return columns.sort(compareText);
}

function decide(at: CellAddress, row: Row, input: PlanInput, plan: Draft): void {
  const { attribute } = at;
  const recorded = cellOf(row.recorded, attribute);
  const live = cellOf(row.live, attribute);
  const desired = cellOf(row.desired, attribute);
  const type = live?.valueType ?? desired?.valueType ?? "TEXT";
  const cell = { at, recorded, live, desired, type };
  const rule = recorded?.left || recorded?.initial || desired?.initial ? othersRule(cell, input) : undefined;
  if (rule) return followRule(rule, cell, input, plan);
  if (same(live?.value, desired?.text, type, input)) {
    // In a large table nearly every cell is settled: what is live says it all, without an object more for each.
    const isExact = live !== undefined && live.value === desired?.text;
    plan.settled.push(isExact ? live : { ...at, value: desired?.text, lockVersion: live?.lockVersion });
    return;
  }
  if (input.createsMissing && desired && !live) {
    plan.changes.push(change(at, live, desired));
    return;
  }
  const ours = recorded?.text ?? (!desired && input.removable?.(at) ? live?.value : undefined);
  const rewritten = wasRewritten(recorded, live, input.lockLevel);
  if (recorded && same(desired?.text, recorded.text, type, input)) {
    if (rewritten) plan.settled.push({ ...at, value: desired?.text, lockVersion: live?.lockVersion, rewritten });
    else plan.drift.push({ ...at, valueType: type, recorded: recorded.text, live: live?.value });
    return;
  }
  if (same(live?.value, ours, type, input) || rewritten) {
    const consent = recorded ? consentOf(recorded) : live && "exclusive";
    plan.changes.push({ ...change(at, live, desired), ...(consent && { consent }) });
    return;
  }
  if (live && desired && sameButForNormalisation(live.value, desired.text)) {
    plan.settled.push({ ...at, value: desired.text, lockVersion: live.lockVersion, rewritten: true });
    return;
  }
  if (!recorded && wasExported(live, input.exportedAt)) {
    plan.changes.push({ ...change(at, live, desired), consent: "exported" });
    return;
  }
  judgeConflict(cell, input, plan);
}

/** One cell as it is recorded, live and desired. */
interface Cell {
  readonly at: CellAddress;
  readonly recorded?: RecordedCell;
  readonly live?: LiveCell;
  readonly desired?: DesiredCell;
  readonly type: ValueType;
}

function othersRule({ at, ...cell }: Cell, input: PlanInput): OthersRule | undefined {
  const isRemovable = !cell.desired && input.removable?.(at) === true;
  return ruleOfOthers({ ...cell, isRemovable, lockLevel: input.lockLevel }, (a, b) => same(a, b, cell.type, input));
}

/** What `ruleOfOthers` says, as a part of the plan. */
function followRule(rule: OthersRule, cell: Cell, input: PlanInput, plan: Draft): void {
  const { at, live, desired } = cell;
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
      plan.changes.push({ ...change(at, live, desired), consent: "exclusive" });
      return;
    case "conflict":
      judgeConflict(cell, input, plan);
  }
}

/** A conflict, unless an entry of `resolve` or `onConflict` decides it. What nobody declares cannot stay in exclusive mode. */
function judgeConflict(cell: Cell, input: PlanInput, plan: Draft): void {
  const { at, live, desired } = cell;
  const way = input.resolve?.(at, live);
  if (way === "live" && (desired ?? !input.removable)) {
    plan.kept.push(keptCell(cell, "resolved"));
    if (desired) plan.drift.push(driftOf(cell));
    return;
  }
  if (way === "program") {
    plan.changes.push({ ...change(at, live, desired), consent: "resolved" });
    return;
  }
  const conflict = conflictOf(cell);
  if (input.onConflict === "overwrite") {
    plan.changes.push({ ...change(at, live, desired), overwrites: conflict.kind, consent: "overwrite" });
  } else plan.conflicts.push(conflict);
}

function keptCell({ at, live, type }: Cell, by: Kept["by"]): Kept {
  return { ...at, valueType: type, by, live: live?.value, lockVersion: live?.lockVersion };
}

function driftOf({ at, recorded, live, desired, type }: Cell): Drift {
  return { ...at, valueType: type, recorded: recorded?.text ?? desired?.text ?? "", live: live?.value };
}

function consentOf({ taken, uncertain }: CellOrigin): Consent | undefined {
  if (taken) return "refresh";
  return uncertain ? "recorded" : undefined;
}

function same(a: string | undefined, b: string | undefined, type: ValueType, input: PlanInput): boolean {
  if (a !== undefined && b !== undefined) return sameValue(a, b, type);
  return a === b || (input.emptyIsAbsent === true && (a ?? b ?? "").trim() === "");
}

function change(at: CellAddress, live: LiveCell | undefined, desired: DesiredCell | undefined): Change {
  return {
    kind: !desired ? "delete" : live ? "update" : "create",
    rowKey: at.rowKey,
    attribute: at.attribute,
    primaryValues: live?.primaryValues ?? desired?.primaryValues ?? {},
    valueType: live?.valueType ?? desired?.valueType ?? "TEXT",
    before: live?.value,
    after: desired?.text,
    lockVersion: live?.lockVersion,
  };
}

function conflictOf({ at, type, recorded, live, desired }: Cell): Conflict {
  const kind = !desired ? "edited-delete" : !live ? "removed" : recorded ? "edited" : "exists";
  const { lockVersion, lastModifiedTime, lastModifiedRegion } = live ?? {};
  const values = { recorded: recorded?.text, live: live?.value, desired: desired?.text };
  return { ...at, kind, valueType: type, ...values, lockVersion, lastModifiedTime, lastModifiedRegion };
}

/** Whether the live value stood in the table when its values were exported: it has not been modified since. */
function wasExported(live: LiveCell | undefined, exportedAt: string | undefined): boolean {
  if (live?.lastModifiedTime === undefined || exportedAt === undefined) return false;
  return Date.parse(live.lastModifiedTime) <= Date.parse(exportedAt);
}
