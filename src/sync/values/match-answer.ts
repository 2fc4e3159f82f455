import type { FoldRow } from "../../core/cells/fold-row";
import type { LockVersion, PrimaryValues } from "../../core/model";
import type { BatchAnswer } from "../ports";

/** The items of a request by what they were answered. */
export interface MatchedAnswer<T> {
  readonly succeeded: readonly { readonly item: T; readonly lockVersion: LockVersion }[];
  readonly failed: readonly { readonly item: T; readonly message: string }[];
  /** Not answered: neither done nor refused. */
  readonly unanswered: readonly T[];
}

/** Matches each item to one answer, whatever their order and however the service spells the keys; what nobody asked for is left out. */
export function matchAnswer<T extends { readonly attribute: string; readonly primaryValues: PrimaryValues }>(
  items: readonly T[],
  answer: BatchAnswer,
  fold: FoldRow,
): MatchedAnswer<T> {
  const keyOf = (cell: { readonly attribute: string; readonly primaryValues: PrimaryValues }) =>
    `${cell.attribute}\n${fold(cell.primaryValues)}`;
  const open = new Map(items.map((item) => [keyOf(item), item]));
  const take = (cell: BatchAnswer["succeeded"][number] | BatchAnswer["failed"][number]) => {
    const item = open.get(keyOf(cell));
    open.delete(keyOf(cell));
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
