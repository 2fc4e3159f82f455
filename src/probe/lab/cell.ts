/** A cell as experiments name it, and what the service said about it. */
import type { JsonObject } from "../service/ports";

/** The four parts of a lock version. */
export type LockPart = "DataTable" | "Attribute" | "PrimaryValues" | "Value";

/** A lock version: any of its parts. */
export type Lock = Readonly<Partial<Record<LockPart, string>>>;

/** One item of a batch. */
export interface Cell {
  /** Key of the row; null: the default record. */
  readonly row: string | null;
  readonly column: string;
  readonly value?: string;
  readonly lock?: Lock;
}

/** What became of one item: done; failed alone; or refused together with its whole request. */
export type Outcome =
  | { readonly kind: "done"; readonly item: JsonObject }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "refused"; readonly type: string; readonly message: string };

/** Whether an item was accepted. */
export const isDone = (outcome: Outcome | undefined): boolean => outcome?.kind === "done";

/** The lock version of an answer's item; no parts where there is none. */
export function lockIn(item: JsonObject | undefined): Lock {
  return item?.LockVersion ?? {};
}

/** The lock version of an outcome's item. */
export function lockOf(outcome: Outcome | undefined): Lock {
  return outcome?.kind === "done" ? lockIn(outcome.item) : {};
}

/** `done`, `failed`, or the error type of the whole request. */
export function shortOutcome(outcome: Outcome | undefined): string {
  return outcome?.kind === "refused" ? outcome.type : (outcome?.kind ?? "nothing");
}

/** Key → value of the PrimaryValues of an entry; empty for the default record. */
export function keysOf(entry: JsonObject): Readonly<Record<string, string>> {
  const list = (entry.PrimaryValues ?? []) as readonly { AttributeName?: string; Value?: string }[];
  return Object.fromEntries(list.map(({ AttributeName = "", Value = "" }) => [AttributeName, Value]));
}
