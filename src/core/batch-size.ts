import type { WriteMemory } from "./write-memory";

/**
 * Finds how many items a request may have, or which single item the service will not take. A request that is refused as a whole is sent
 * again in halves. When all its items went through in smaller requests, the smaller size is the limit; when one item alone is refused,
 * that item was the reason and the old size holds again.
 */
export class BatchSize {
  private before?: number;
  private readonly suspects = new Set<unknown>();

  constructor(
    private readonly configured: number,
    private readonly memory: WriteMemory,
  ) {}

  /** Items that the next request may have. */
  get current(): number {
    return Math.min(this.configured, this.memory.maxItems ?? this.configured);
  }

  /** A request of several items was refused as a whole. */
  refused(keys: readonly unknown[]): void {
    if (this.before === undefined) {
      this.before = this.current;
      keys.forEach((key) => this.suspects.add(key));
    }
    this.memory.maxItems = Math.ceil(keys.length / 2);
  }

  /** A single item was refused: it was the reason. */
  found(): void {
    if (this.before !== undefined) this.memory.maxItems = this.before;
    this.before = undefined;
    this.suspects.clear();
  }

  /** An item went through. */
  passed(key: unknown): void {
    if (!this.suspects.delete(key) || this.suspects.size > 0) return;
    this.before = undefined;
  }
}
