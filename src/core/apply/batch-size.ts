import type { WriteMemory } from "./write-memory";

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
