import { createHash } from "node:crypto";
import type { Switches } from "./world/switches";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same entries in an order that looks random, and is the same every time. */
export function shuffled<T>(entries: readonly T[], id: (entry: T) => string): T[] {
  return [...entries].sort((a, b) => byText(hash(id(a)), hash(id(b))));
}

/** Puts the entries of a list in the order that the service is set to. The real order is not documented. */
export function inOrder<T>(
  order: Switches["listOrder"],
  entries: readonly T[],
  id: (entry: T) => string,
  sortText: (entry: T) => string,
): T[] {
  if (order === "shuffled") return shuffled(entries, id);
  if (order === "keys") return [...entries].sort((a, b) => byText(sortText(a), sortText(b)));
  return [...entries];
}
