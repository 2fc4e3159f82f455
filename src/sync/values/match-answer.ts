import type { FoldRow } from "../../core/cells/row-key";
import type { LockVersion, PrimaryValues } from "../../core/model";
import type { BatchAnswer } from "../ports";

/** The items of a request by what they were answered. */
interface MatchedAnswer<T> {
  readonly succeeded: readonly { readonly item: T; readonly lockVersion: LockVersion }[];
  readonly failed: readonly { readonly item: T; readonly message: string }[];
  /** Not answered: neither done nor refused. */
  readonly unanswered: readonly T[];
}

interface Named {
  readonly attribute: string;
  readonly primaryValues: PrimaryValues;
}

/** The fold under which keys are the same that a service may store as one: it may trim them, and compose their characters. */
export function looseFold(fold: FoldRow): FoldRow {
  const stored = ([name, value]: [string, string]) => [name, value.normalize("NFC").trim()];
  return (values) => fold(Object.fromEntries(Object.entries(values).map(stored)) as PrimaryValues);
}

/**
 * Matches each item to one answer, whatever their order and however the service spells the keys; what no one asked for is left out. A key
 * that comes back trimmed or composed is recognised where only one item and one answer can be meant.
 */
export function matchAnswer<T extends Named>(
  items: readonly T[],
  answer: BatchAnswer,
  fold: FoldRow,
): MatchedAnswer<T> {
  const open = new Map(items.map((item) => [keyOf(item, fold), item]));
  const answers = [...answer.succeeded, ...answer.failed];
  let looselyMatched: ((cell: Named) => T | undefined) | undefined;
  const take = (cell: Named) => {
    const item = open.get(keyOf(cell, fold)) ?? (looselyMatched ??= looseMatches(items, answers, fold))(cell);
    if (item) open.delete(keyOf(item, fold));
    return item;
  };
  const succeeded = answer.succeeded.flatMap((cell) => {
    const item = take(cell);
    return item ? [{ item, lockVersion: cell.lockVersion }] : [];
  });
  const failed = answer.failed.flatMap((cell) => {
    const item = take(cell);
    return item ? [{ item, message: cell.message }] : [];
  });
  return { succeeded, failed, unanswered: [...open.values()] };
}

/** The item that an answer can only mean, because no other item and no other answer looks like it. */
function looseMatches<T extends Named>(
  items: readonly T[],
  answers: readonly Named[],
  fold: FoldRow,
): (cell: Named) => T | undefined {
  const loose = looseFold(fold);
  const [wanted, given] = [new Map<string, T[]>(), new Map<string, number>()];
  for (const item of items) wanted.set(keyOf(item, loose), [...(wanted.get(keyOf(item, loose)) ?? []), item]);
  for (const cell of answers) given.set(keyOf(cell, loose), (given.get(keyOf(cell, loose)) ?? 0) + 1);
  return (cell) => {
    const [item, ...more] = wanted.get(keyOf(cell, loose)) ?? [];
    return more.length === 0 && given.get(keyOf(cell, loose)) === 1 ? item : undefined;
  };
}

function keyOf({ attribute, primaryValues }: Named, fold: FoldRow): string {
  return `${attribute}\n${fold(primaryValues)}`;
}
