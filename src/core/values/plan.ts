/**
 * What to write, decided cell by cell from three values: what state records (*recorded*), what the service holds (*live*) and what the
 * program declares (*desired*). Each may be absent. The first rule that fits decides:
 *
 * 1. live equals desired: settled, nothing to write. So adoption, a killed run and a lost answer heal by themselves.
 * 2. desired equals recorded, live differs: drift. Someone else's edit, and not this run's to undo: a warning, state stays.
 * 3. live equals recorded, or nothing is recorded and the author has read what is live in an export: ours to write: create, update or delete.
 * 4. otherwise: a conflict. `onConflict` decides whether to stop or to overwrite.
 *
 * The plan is a value: sorted, countable, printable, JSON-able. Nothing is read or written here.
 */
import { sameButForNormalisation, sameValue } from "../cells/cell-value";
import { cellOf, compareRows, type CellAddress, type Cells } from "../cells/cell-map";
import type { Attributes, LiveCell, LockLevel, LockVersion, PrimaryValues, ValueType } from "../model";
import { columnTypeOf, textOf, type CellOrigin, type DeclaredCell, type OwnedCell } from "./cells";
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
 * author has seen, or a `pulumi refresh` before this run. `recorded`: state records the value, and whose it was is not known.
 */
export type Consent = "overwrite" | "exclusive" | "exported" | "refresh" | "recorded";

/** `exists`: there already with another value; `edited`: changed by another writer; `removed`: by another writer; `edited-delete`: edited, and we would delete it. */
export type ConflictKind = "exists" | "edited" | "removed" | "edited-delete";

/** One cell that this run must not write, because someone else did. */
export interface Conflict extends CellAddress {
  readonly kind: ConflictKind;
  readonly valueType: ValueType;
  readonly recorded?: string;
  readonly live?: string;
  readonly desired?: string;
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

/** The plan for the cells that were looked at. All lists are sorted by row and column. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly conflicts: readonly Conflict[];
  readonly drift: readonly Drift[];
  readonly settled: readonly Settled[];
}

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
  const plan: Draft = { changes: [], conflicts: [], drift: [], settled: [] };
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

type Draft = { changes: Change[]; conflicts: Conflict[]; drift: Drift[]; settled: Settled[] };

/** One row of the three. */
interface Row {
  readonly recorded: readonly OwnedCell[];
  readonly live: readonly LiveCell[];
  readonly desired: readonly DeclaredCell[];
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

/** One cell of the three, with the service's texts of what is recorded and declared. */
interface CellInQuestion extends CellAddress {
  readonly valueType: ValueType;
  readonly recorded?: OwnedCell;
  readonly live?: LiveCell;
  readonly desired?: DeclaredCell;
  readonly before?: string;
  readonly after?: string;
}

function decide({ rowKey, attribute }: CellAddress, row: Row, input: PlanInput, plan: Draft): void {
  const { attributes } = input;
  const live = cellOf(row.live, attribute);
  const desired = cellOf(row.desired, attribute);
  const valueType = live?.valueType ?? (desired ? columnTypeOf(desired, attributes) : "TEXT");
  const after = desired && textOf(desired, attributes);
  if (same(live?.value, after, valueType, input)) {
    // In a large table nearly every cell is settled: what is live says it all, without an object more for each.
    const isExact = live !== undefined && live.value === after;
    plan.settled.push(isExact ? live : { rowKey, attribute, value: after, lockVersion: live?.lockVersion });
    return;
  }
  const recorded = cellOf(row.recorded, attribute);
  const before = recorded && textOf(recorded, attributes);
  decideOpen({ rowKey, attribute, valueType, recorded, live, desired, before, after }, input, plan);
}

/** The rules after the first, for a cell that is not as the program declares it. */
function decideOpen(cell: CellInQuestion, input: PlanInput, plan: Draft): void {
  const { rowKey, attribute, valueType, recorded, live, desired, before, after } = cell;
  if (input.createsMissing && desired && !live) {
    plan.changes.push(change(cell));
    return;
  }
  const rewritten = wasRewritten(cell, input.lockLevel);
  // Where the live text is the recorded one, the first rule has already told it from the desired one.
  if (before !== undefined && before !== live?.value && same(after, before, valueType, input)) {
    if (rewritten) plan.settled.push(rewrittenCell(cell));
    else plan.drift.push({ rowKey, attribute, valueType, recorded: before, live: live?.value });
    return;
  }
  const ours = before ?? (!desired && input.removable?.(cell) ? live?.value : undefined);
  if (same(live?.value, ours, valueType, input) || rewritten) {
    plan.changes.push(change(cell, recorded ? consentOf(recorded) : live && "exclusive"));
  } else if (live && after !== undefined && sameButForNormalisation(live.value, after)) {
    plan.settled.push(rewrittenCell(cell));
  } else if (!recorded && wasExported(live, input.exportedAt)) {
    plan.changes.push(change(cell, "exported"));
  } else {
    const conflict = conflictOf(cell);
    if (input.onConflict === "fail") plan.conflicts.push(conflict);
    else plan.changes.push({ ...change(cell, "overwrite"), overwrites: conflict.kind });
  }
}

function rewrittenCell({ rowKey, attribute, live, after }: CellInQuestion): Settled {
  return { rowKey, attribute, value: after, lockVersion: live?.lockVersion, rewritten: true };
}

function consentOf({ taken, uncertain }: CellOrigin): Consent | undefined {
  if (taken) return "refresh";
  return uncertain ? "recorded" : undefined;
}

function same(a: string | undefined, b: string | undefined, type: ValueType, input: PlanInput): boolean {
  if (a !== undefined && b !== undefined) return sameValue(a, b, type);
  return a === b || (input.emptyIsAbsent === true && (a ?? b ?? "").trim() === "");
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

function conflictOf({ rowKey, attribute, valueType, recorded, live, before, after }: CellInQuestion): Conflict {
  const kind = after === undefined ? "edited-delete" : !live ? "removed" : recorded ? "edited" : "exists";
  const { lastModifiedTime, lastModifiedRegion } = live ?? {};
  const values = { recorded: before, live: live?.value, desired: after };
  return { rowKey, attribute, kind, valueType, ...values, lastModifiedTime, lastModifiedRegion };
}

/** Whether the live value stood in the table when its values were exported: it has not been modified since. */
function wasExported(live: LiveCell | undefined, exportedAt: string | undefined): boolean {
  if (live?.lastModifiedTime === undefined || exportedAt === undefined) return false;
  return Date.parse(live.lastModifiedTime) <= Date.parse(exportedAt);
}

/**
 * Whether the live value is what the service made of the one that state records: the lock version is still the one that our write was
 * answered with. Only a part that moves with the cell's value can tell; where none is recorded, a likely normalisation is taken for one.
 */
function wasRewritten({ recorded, live, before: text = "" }: CellInQuestion, level: LockLevel | undefined): boolean {
  if (!recorded || !live) return false;
  const { lockVersion: before } = recorded;
  const { lockVersion: now } = live;
  if (Object.keys(before).length === 0) return sameButForNormalisation(text, live.value);
  if (before.Value !== undefined || now.Value !== undefined) return before.Value === now.Value;
  if (level === "ATTRIBUTE") return before.Attribute !== undefined && before.Attribute === now.Attribute;
  if (level === "PRIMARY_VALUE")
    return before.PrimaryValues !== undefined && before.PrimaryValues === now.PrimaryValues;
  return level === "DATA_TABLE" && before.DataTable !== undefined && before.DataTable === now.DataTable;
}
