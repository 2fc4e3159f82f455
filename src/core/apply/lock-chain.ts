/**
 * At the coarse lock levels each of our writes changes the version that the next one must carry. The chain remembers those steps: "our
 * write carried T1 for the table and was answered T2". A lock version read before the write is brought forward along the steps, and
 * along nothing else: a version that someone else's write made is never put in place of the one that was read, or it would hold
 * nothing back.
 */
import { cellKey, type CellAddress } from "../cells/cell-map";
import { levelPart } from "../cells/lock-version";
import type { LockLevel, LockPart, LockVersion } from "../model";

/** The parts that several cells share. */
const sharedParts = ["DataTable", "Attribute", "PrimaryValues"] as const satisfies readonly LockPart[];

/** The cells that have one version of a part in common, so that a write to one makes it stale for all: one text for each part and group. */
function lockScope(part: LockPart | undefined, cell: CellAddress): string {
  switch (part) {
    case "DataTable":
      return part;
    case "Attribute":
      return `${part}\n${cell.attribute}`;
    case "PrimaryValues":
      return `${part}\n${cell.rowKey}`;
    default:
      return cellKey(cell);
  }
}

/** The scope of a cell at a lock level. */
export function scopeAt(level: LockLevel | undefined): (cell: CellAddress) => string {
  const part = levelPart(level);
  return (cell) => lockScope(part, cell);
}

/** The steps of one run on one table. */
export class LockChain {
  /** Scope and version → the next version, or `null` when the answer did not tell it. */
  private readonly steps = new Map<string, string | null>();
  private readonly newest = new Map<string, string>();

  /** Remembers the versions that a read gave. They are the live ones, so no step leads away from them. */
  observe(cell: CellAddress, version: LockVersion | undefined): void {
    for (const part of sharedParts) {
      const live = version?.[part];
      if (live === undefined) continue;
      const scope = lockScope(part, cell);
      this.newest.set(scope, live);
      this.steps.delete(`${scope}\n${live}`);
    }
  }

  /** Remembers that a write which carried `sent` was answered `received`. */
  wrote(cell: CellAddress, sent: LockVersion | undefined, received: LockVersion): void {
    for (const part of sharedParts) {
      const [from, to] = [sent?.[part], received[part]];
      const scope = lockScope(part, cell);
      const before = this.newest.get(scope);
      // A write may have moved every part, also one that it did not carry: what the answer does not tell is not known any more.
      if (to !== undefined) this.newest.set(scope, to);
      else this.newest.delete(scope);
      if (from === undefined) {
        // What it did not carry held nothing back: another writer may have come before it.
        if (before !== undefined && before !== to) this.steps.set(`${scope}\n${before}`, null);
        continue;
      }
      const end = this.follow(scope, from);
      if (end !== null && end !== to) this.steps.set(`${scope}\n${end}`, to ?? null);
    }
  }

  /** The version brought forward; `stale` when the step of the part that the level compares is not known, so that it must be read again. */
  forward(
    cell: CellAddress,
    version: LockVersion,
    level?: LockLevel,
  ): { readonly version: LockVersion; readonly stale: boolean } {
    const next: Record<string, string> = { ...version };
    const compared = levelPart(level);
    let stale = false;
    for (const part of sharedParts) {
      if (next[part] === undefined) continue;
      const end = this.follow(lockScope(part, cell), next[part]);
      if (end !== null) next[part] = end;
      else stale ||= part === compared;
    }
    return { version: next, stale };
  }

  /**
   * The version to record, brought forward; shared parts that the level does not compare as they were last seen, so that all cells of a scope
   * record the same.
   */
  latest(cell: CellAddress, version: LockVersion, level: LockLevel | undefined): LockVersion {
    const next: Record<string, string> = { ...version };
    const compared = levelPart(level);
    for (const part of sharedParts) {
      if (next[part] === undefined) continue;
      const scope = lockScope(part, cell);
      next[part] =
        (part === compared ? undefined : this.newest.get(scope)) ?? this.follow(scope, next[part]) ?? next[part];
    }
    return next;
  }

  /** The newest versions seen of the parts that a cell which does not exist yet shares with others. */
  around(cell: CellAddress, parts: readonly LockPart[]): LockVersion {
    const known = parts.map((part) => [part, this.newest.get(lockScope(part, cell))] as const);
    return Object.fromEntries(known.filter(([, version]) => version !== undefined));
  }

  /** The last known version after this one, `null` when a step is unknown. Shortens the way for the next look-up. */
  private follow(scope: string, version: string): string | null {
    const start = `${scope}\n${version}`;
    const visited = new Set<string>();
    let now = version;
    for (let next = this.steps.get(start); next !== undefined; next = this.steps.get(`${scope}\n${now}`)) {
      if (next === null) return null;
      if (visited.has(next)) break;
      visited.add(next);
      now = next;
    }
    if (now !== version) this.steps.set(start, now);
    return now;
  }
}
