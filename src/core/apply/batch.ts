/** Which of the changes go into the next request, how large it may be, and what a process has learned of that. */
import type { CellAddress } from "../cells/cell-map";
import type { LockLevel } from "../model";
import type { Change } from "../values/plan";
import { groupBy } from "../group";
import { scopeAt } from "./lock-chain";

/** Creates first, then updates, then deletes, so that a flow that reads the table meanwhile never misses a row. */
const order = { create: 0, update: 1, delete: 2 } as const;

/** The changes in the order of sending, a row's cells side by side. `deletesFirst`: where the quota leaves no room for the creates. */
export function orderChanges<T extends Pick<Change, "kind">>(changes: readonly T[], deletesFirst: boolean): T[] {
  const rank = (change: T) => (deletesFirst && change.kind === "delete" ? -1 : order[change.kind]);
  return [...changes].sort((a, b) => rank(a) - rank(b));
}

/** Whether two of these cells are of one lock scope. */
export function shareScope(level: LockLevel | undefined, cells: readonly CellAddress[]): boolean {
  return new Set(cells.map(scopeAt(level))).size < cells.length;
}

/** How the next request is cut. */
interface BatchRule<T> {
  readonly maxItems: number;
  /** Set when a success makes later items of its request stale: then a request holds one item of each scope. */
  readonly scopeOf?: (item: T) => string;
}

/**
 * The next request out of a queue in sending order, and what stays. All items have the verb of the first. With one item per scope the
 * largest scopes go first, which needs the fewest requests: as many as the largest scope has items, or as the size of a request demands.
 */
export function nextBatch<T extends CellAddress & { readonly kind: Change["kind"] }>(
  queue: readonly T[],
  rule: BatchRule<T>,
): { readonly batch: T[]; readonly rest: T[] } {
  if (!rule.scopeOf) {
    const batch = ofOneVerb(queue.slice(0, rule.maxItems));
    return { batch, rest: queue.slice(batch.length) };
  }
  const batch = new Set(firstOfLargestScopes(ofOneVerb(queue), rule.scopeOf, rule.maxItems));
  return { batch: [...batch], rest: queue.filter((item) => !batch.has(item)) };
}

/** The items at the head of a queue that have the verb of the first. */
function ofOneVerb<T extends { readonly kind: Change["kind"] }>(queue: readonly T[]): T[] {
  const end = queue.findIndex((item) => item.kind !== queue[0]?.kind);
  return end < 0 ? [...queue] : queue.slice(0, end);
}

function firstOfLargestScopes<T>(items: readonly T[], scopeOf: (item: T) => string, count: number): T[] {
  const bySize = [...groupBy(items, scopeOf).values()].sort((a, b) => b.length - a.length);
  return bySize.slice(0, count).flatMap((group) => group.slice(0, 1));
}

/**
 * What it teaches when all items of a refused request went through in smaller ones: `size`, that requests may have no more items;
 * `scope`, that a success makes later items of its own lock scope stale; `none`: the reason has passed.
 */
export type Lesson = "size" | "scope" | "none";

/** Items refused alone in a row after which it is cheaper to begin with one item than with all. */
const many = 3;

/**
 * Finds why a request was refused as a whole: it is sent again in halves, until every item has gone through or one stands alone. An item
 * that is refused alone was the reason, and the old size holds again.
 */
export class BatchSize {
  /** Items that a request may have while the reason is looked for. */
  private limit?: number;
  private readonly suspects = new Set<unknown>();
  private lesson: Lesson = "none";
  /** Items refused alone since one went through. */
  private inARow = 0;

  constructor(
    private readonly configured: number,
    private readonly memory: WriteMemory,
  ) {}

  /** Items that the next request may have. */
  get current(): number {
    return Math.min(this.configured, this.memory.maxItems ?? Infinity, this.limit ?? Infinity);
  }

  /** Whether an item is one of the last request that was refused as a whole. */
  isSuspect(key: unknown): boolean {
    return this.suspects.has(key);
  }

  /** A request of several items was refused as a whole: the reason is among them. */
  refused(keys: readonly unknown[], lesson: Lesson = "size"): void {
    this.limit = Math.ceil(keys.length / 2);
    this.suspects.clear();
    keys.forEach((key) => this.suspects.add(key));
    this.lesson = lesson;
  }

  /** A single item was refused: it was the reason. Where many follow upon each other, what comes next is tried in small requests first. */
  found(): void {
    this.suspects.clear();
    this.limit = ++this.inARow >= many ? 1 : undefined;
  }

  /** The request of this item was not refused. */
  passed(key: unknown): void {
    this.inARow = 0;
    if (this.suspects.size === 0) {
      if (this.limit !== undefined) this.limit *= 2;
      return;
    }
    if (!this.suspects.delete(key) || this.suspects.size > 0) return;
    if (this.lesson === "size") this.memory.maxItems = this.limit;
    if (this.lesson === "scope") this.memory.oneItemPerScope = true;
    this.limit = undefined;
  }

  /** Items of one lock scope went through together: no success makes the others of its request stale. */
  passedTogether(): void {
    if (this.lesson === "scope") this.lesson = "none";
  }

  /** An item needs no request any more: whether it would have gone through is not known. */
  gone(key: unknown): void {
    if (!this.suspects.delete(key)) return;
    this.lesson = "none";
    if (this.suspects.size === 0) this.limit = undefined;
  }
}

/** What a process has learned about writing to one table. It holds for the rest of the process: the service does not change its ways. */
export interface WriteMemory {
  /** Items that one request may have at most, when the service refused more. */
  maxItems?: number;
  /** Cells that one BatchDescribe may name at most, when the service refused more. */
  maxReadItems?: number;
  /** Set when BatchDescribe is forbidden: then only lists tell. */
  listsOnly?: boolean;
  /** Set when a success made later items of its request stale. */
  oneItemPerScope?: boolean;
  /** Lock levels at which a create need not carry a lock version, and one would cost requests. A create is refused where the cell exists. */
  createsWithoutLock?: readonly LockLevel[];
  /** Set when every part is compared that a lock version has: only those are sent that the lock level goes by. */
  comparedPartsOnly?: boolean;
  /** Set when updates and deletes must carry a lock version at level NONE too. */
  locksAtNone?: boolean;
}

const memories = new Map<string, WriteMemory>();

/** The memory for one table. `learned`: what is known of the service before the first request. */
export function writeMemory(table: string, learned: WriteMemory = {}): WriteMemory {
  const memory = memories.get(table) ?? { ...learned };
  memories.set(table, memory);
  return memory;
}
