/** What a plan is: what to write, what stops the run, and what stays, cell by cell. */
import type { CellAddress } from "../cells/cell-map";
import type { LockVersion, PrimaryValues, ValueType } from "../model";

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
  /** An earlier decision left what is live to others; a refresh keeps that decision. */
  readonly wasLeft?: true;
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
