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
  const loose = looseFold(fold);
  const count = (cells: readonly Named[], key: string) => cells.filter((cell) => keyOf(cell, loose) === key).length;
  const answers = [...answer.succeeded, ...answer.failed];
  const take = (cell: Named) => {
    const exact = open.get(keyOf(cell, fold));
    const key = exact ? "" : keyOf(cell, loose);
    const item =
      exact ??
      (count(answers, key) === 1 && count(items, key) === 1
        ? items.find((one) => keyOf(one, loose) === key)
        : undefined);
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

function keyOf({ attribute, primaryValues }: Named, fold: FoldRow): string {
  return `${attribute}\n${fold(primaryValues)}`;
}
