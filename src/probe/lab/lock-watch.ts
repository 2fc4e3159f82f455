/** Watches the lock versions that go by: one that comes back after another took its place is nothing that a client expects. */
import type { Lock, LockPart } from "./cell";

/** Remembers every version of every part, in the order in which they were seen. */
export class LockWatch {
  private readonly seen = new Map<string, string[]>();

  constructor(private readonly report: (what: string) => void) {}

  /** Looks at the lock version of a cell. */
  look(table: string, row: string, column: string, lock: Lock): void {
    const names: Readonly<Record<LockPart, readonly string[]>> = {
      DataTable: [],
      Attribute: [column],
      PrimaryValues: [row],
      Value: [row, column],
    };
    for (const [part, version] of Object.entries(lock) as [LockPart, string][]) {
      this.note(JSON.stringify([table, part, ...(names[part] ?? [])]), part, version);
    }
  }

  private note(key: string, part: string, version: string): void {
    const versions = this.seen.get(key) ?? [];
    const last = versions.at(-1);
    if (last === version) return;
    if (versions.includes(version) || isEarlier(version, last))
      this.report(`the ${part} part of a lock version went back`);
    this.seen.set(key, [...versions, version]);
  }
}

function isEarlier(version: string, last: string | undefined): boolean {
  const isCount = /^\d{1,15}$/;
  return last !== undefined && isCount.test(version) && isCount.test(last) && Number(version) < Number(last);
}
