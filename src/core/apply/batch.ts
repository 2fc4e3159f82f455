/** Which of the changes go into the next request. Pure. */
import type { CellAddress } from "../cells/cell-map";
import type { LockLevel } from "../model";
import type { Change } from "../values/plan";
import { levelPart, lockScope } from "./lock-chain";

/** Creates first, then updates, then deletes, so that a flow that reads the table meanwhile never misses a row. */
const order = { create: 0, update: 1, delete: 2 } as const;

/** The changes in the order of sending, a row's cells side by side. `deletesFirst`: where the quota leaves no room for the creates. */
export function orderChanges<T extends Pick<Change, "kind">>(changes: readonly T[], deletesFirst: boolean): T[] {
  const rank = (change: T) => (deletesFirst && change.kind === "delete" ? -1 : order[change.kind]);
  return [...changes].sort((a, b) => rank(a) - rank(b));
}

/** Whether two of these cells are of one lock scope. */
export function shareScope(level: LockLevel | undefined, cells: readonly CellAddress[]): boolean {
  const part = levelPart(level);
  return new Set(cells.map((cell) => lockScope(part, cell))).size < cells.length;
}

/** How the next request is cut. */
interface BatchRule {
  readonly maxItems: number;
  /** Set when a success makes later items of its request stale: then a request holds one item of each scope. */
  readonly scopeOf?: (cell: CellAddress) => string;
}

/**
 * The next request out of a queue in sending order, and what stays. All items have the verb of the first. With one item per scope the
 * largest scopes go first, which needs the fewest requests: as many as the largest scope has items, or as the size of a request demands.
 */
export function nextBatch<T extends CellAddress & { readonly kind: Change["kind"] }>(
  queue: readonly T[],
  rule: BatchRule,
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

function firstOfLargestScopes<T extends CellAddress>(
  items: readonly T[],
  scopeOf: (cell: CellAddress) => string,
  count: number,
): T[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(scopeOf(item));
    if (group) group.push(item);
    else groups.set(scopeOf(item), [item]);
  }
  const bySize = [...groups.values()].sort((a, b) => b.length - a.length);
  return bySize.slice(0, count).flatMap((group) => group.slice(0, 1));
}
