/** What to make of a write that was not a success, after its cell was read again. Pure. */
import { lockScope } from "./batch";
import type { CellAddress } from "./cell-map";
import type { LockLevel, LockVersion } from "./model";
import type { Change } from "./plan";

/** A change on its way: how often it was tried in vain, and the service's words about the last time. */
export interface Pending extends Change {
  readonly attempts: number;
  readonly message?: string;
  /** The lock version that the last try carried. */
  readonly sent?: LockVersion;
  /** What came in place of an answer (a failure of the service, a lost connection): not the service's judgement of this item. */
  readonly noAnswer?: string;
}

/** Rounds that one change may take before the service's own words are the answer. */
const maxAttempts = 5;

/** The attempt after which a refusal is final, whatever it says. */
export const lastAttempt = maxAttempts - 1;

/** The batch answers carry free text and no code; this only ever decides whether to try again, never whether to overwrite. */
const looksStale = /concurren|conflict|lock|stale|version|modified|optimistic/i;

/** Whether a write is refused for good: nothing stood in its way, neither another value nor another version, and no word of staleness. */
export function isFinal(tried: Pending, replanned: Change, level: LockLevel | undefined): boolean {
  if (tried.attempts + 1 >= maxAttempts) return true;
  if (tried.message === undefined || looksStale.test(tried.message)) return false;
  if (tried.kind !== replanned.kind || tried.before !== replanned.before) return false;
  if (replanned.kind === "create") return level === "NONE" || level === "VALUE" || tried.attempts > 1;
  return sameVersion(tried.lockVersion, replanned.lockVersion);
}

/** Whether an answer shows that a success makes later items of its request stale: one success a scope, and the rest of it refused. */
export function showsStaleness(
  succeeded: readonly CellAddress[],
  retried: readonly Pending[],
  level: LockLevel | undefined,
): boolean {
  const scopeOf = (cell: CellAddress) => lockScope(level, cell);
  const successes = new Map<string, number>();
  for (const cell of succeeded) successes.set(scopeOf(cell), (successes.get(scopeOf(cell)) ?? 0) + 1);
  const behind = new Map<string, Pending[]>();
  for (const item of retried) behind.set(scopeOf(item), [...(behind.get(scopeOf(item)) ?? []), item]);
  return [...behind].some(
    ([scope, items]) =>
      successes.get(scope) === 1 && (items.length > 1 || items.some((item) => looksStale.test(item.message ?? ""))),
  );
}

function sameVersion(a: LockVersion = {}, b: LockVersion = {}): boolean {
  return (Object.keys(a) as (keyof LockVersion)[]).every((part) => a[part] === b[part]);
}
