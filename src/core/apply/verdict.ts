/** What to make of a write that was not a success, after its cell was read again. Pure. */
import { groupBy } from "../group";
import { scopeAt } from "./lock-chain";
import type { CellAddress } from "../cells/cell-map";
import type { LockLevel, LockVersion } from "../model";
import type { Change } from "../values/plan";

/** A change on its way: how often it was tried in vain, and what came of the last time. */
export interface Pending extends Change {
  readonly attempts: number;
  /** How many of the attempts were refused as a whole with other items: they say nothing of this one. */
  readonly shared?: number;
  /** The service's words about this very item: its own line of an answer, or the refusal of a request that had no other item. */
  readonly message?: string;
  /** The lock version that the last try carried. */
  readonly sent?: LockVersion;
  /** Whether it carries less than is known of its lock version, because more is not needed as far as is known of the service. */
  readonly isShort?: boolean;
  /** Whether it did when it was refused last. */
  readonly wasShort?: boolean;
  /** What came in place of an answer (a failure of the service, a lost connection) to a request that had no other item: no judgement of it. */
  readonly noAnswer?: string;
}

/** Rounds that one change may take before what is said of it alone is the answer. */
const maxAttempts = 5;

/** How many of them must have been about this item at least: what passes by itself needs more than one. */
const ownAttempts = 3;

/** The attempt after which a refusal is final, whatever it says. */
export const lastAttempt = maxAttempts - 1;

/** Rounds in which a request is sent again as it was, because its items were read with other versions or values than before. */
const maxRenewals = 2;

const staleness = /concurren|conflict|lock|stale|version|modified|optimistic/i;

/** The answers carry free text and no code; this only ever decides how to try again, never whether to overwrite. */
export function looksStale(words: string): boolean {
  return staleness.test(words);
}

/**
 * Whether a write that was answered for itself is refused for good: nothing stood in its way, neither another value nor another version,
 * and no word of staleness.
 */
export function isFinal(tried: Pending, replanned: Change, level: LockLevel | undefined): boolean {
  if (tried.isShort) return false;
  const own = tried.attempts + 1 - (tried.shared ?? 0);
  if (tried.attempts >= lastAttempt && own >= ownAttempts) return true;
  if (tried.message === undefined || looksStale(tried.message)) return false;
  if (tried.kind !== replanned.kind || tried.before !== replanned.before) return false;
  if (replanned.kind === "create") return !isCoarse(level) || tried.attempts > 1;
  return sameVersion(tried.lockVersion, replanned.lockVersion);
}

/**
 * Whether the items of a request that was refused as a whole may pass together next time: what was read again differs from what was sent.
 * What a create must carry at a coarse level cannot be read from its cell, so the ways to send it are tried. `words`: of the refusal.
 */
export function isRenewed(tried: Pending, replanned: Change, level: LockLevel | undefined, words: string): boolean {
  if (tried.attempts >= maxRenewals) return false;
  if (tried.kind !== replanned.kind || tried.before !== replanned.before) return true;
  if (replanned.kind === "create") return isCoarse(level) && looksStale(words);
  return !sameVersion(tried.lockVersion, replanned.lockVersion);
}

/** Whether a write went through with the same lock version as before and more parts of it: what is known of the service is wrong. */
export function neededMore({ wasShort = false, sent = {}, lockVersion = {} }: Pending): boolean {
  return wasShort && Object.keys(lockVersion).length > Object.keys(sent).length && sameVersion(sent, lockVersion);
}

function isCoarse(level: LockLevel | undefined): boolean {
  return level !== "NONE" && level !== "VALUE";
}

/** Whether an answer shows that a success makes later items of its request stale: one success a scope, and the rest of it refused. */
export function showsStaleness(
  succeeded: readonly CellAddress[],
  retried: readonly Pending[],
  level: LockLevel | undefined,
): boolean {
  const scopeOf = scopeAt(level);
  const successes = groupBy(succeeded, scopeOf);
  return [...groupBy(retried, scopeOf)].some(
    ([scope, items]) =>
      successes.get(scope)?.length === 1 && (items.length > 1 || items.some((item) => looksStale(item.message ?? ""))),
  );
}

function sameVersion(a: LockVersion = {}, b: LockVersion = {}): boolean {
  return (Object.keys(a) as (keyof LockVersion)[]).every((part) => a[part] === b[part]);
}
