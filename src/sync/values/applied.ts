import type { CellAddress, CellKey, Cells } from "../../core/cells/cell-map";
import type { LockChain } from "../../core/apply/lock-chain";
import type { Attributes, LiveCell, LockLevel } from "../../core/model";
import type { Change, Conflict, Plan, Settled } from "../../core/values/plan";
import type { Written } from "../../core/apply/recorded";
import type { WriteMemory } from "../../core/apply/batch";
import type { CellTarget, TableGateway } from "../ports";

/** A write that the service refused for good, with its own words. */
export interface Refusal {
  readonly change: Change;
  readonly message: string;
}

/** How far an apply is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Write requests still to be sent, as far as known. */
  readonly requestsLeft: number;
}

/** A confirmed write with its verb. */
export type Confirmed = Written & { readonly kind: Change["kind"] };

/** What an apply did. `stopped`: the error after which nothing more was sent; `unsent`: how many changes are neither done nor refused. */
export interface Applied {
  readonly written: readonly Confirmed[];
  readonly settled: readonly Settled[];
  /** Changes that replaced or removed another writer's value, as far as they were written. */
  readonly replaced: readonly Change[];
  readonly refused: readonly Refusal[];
  readonly conflicts: readonly Conflict[];
  readonly stopped?: Error;
  readonly unsent: number;
}

/** An apply that did nothing. */
export const nothingApplied: Applied = {
  written: [],
  settled: [],
  replaced: [],
  refused: [],
  conflicts: [],
  unsent: 0,
};

/** A second plan for some changes. */
export interface Replan extends Plan {
  readonly denied: ReadonlyMap<CellKey, string>;
}

/** What `applyChanges` works with. */
export interface ApplyOptions {
  readonly gateway: TableGateway;
  readonly attributes: Attributes;
  readonly lockLevel: LockLevel | undefined;
  readonly batchSize: number;
  readonly deletesFirst: boolean;
  readonly chain: LockChain;
  readonly memory: WriteMemory;
  /** One live cell of each row, from which the row's lock version can be read. */
  readonly siblings: Map<string, CellTarget>;
  /** Whether the lock level is another than the one that state records; reads it once in a run. */
  readonly levelChanged: () => Promise<boolean>;
  /** Reads cells again. */
  readonly observe: (cells: readonly (CellTarget & CellAddress)[]) => Promise<Cells<LiveCell>>;
  /** Reads the cells of these changes again and plans them again by value; `denied`: those that may not be read, by their cell key. */
  readonly replan: (changes: readonly Change[]) => Promise<Replan>;
  /** Rejects when no one waits for the result any more (a killed `pulumi`); asked before every request. */
  readonly assertAlive: () => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
}
