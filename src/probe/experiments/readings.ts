/** Readings that several experiments share. */
import { decided, surprise, type Reading, type Value } from "../experiment";
import { shortOutcome, type Outcome } from "../lab/cell";
import type { Reply } from "../service/ports";

/** One item that cannot be accepted: it fails alone, or takes the whole request with it. */
export function perItemOrWhole(outcome: Outcome | undefined, types: readonly string[]): Reading {
  if (outcome?.kind === "failed") return decided("per-item");
  if (outcome?.kind === "refused" && types.includes(outcome.type)) return decided("whole-request");
  return surprise(`the item was to be refused, but: ${shortOutcome(outcome)}`);
}

/** The types of a 400. */
export const invalidTypes: readonly string[] = ["InvalidRequestException", "InvalidParameterException"];

/** The types of a refusal because something changed. */
export const staleTypes: readonly string[] = ["ConflictException"];

/** Whether an item was refused because its lock version is outdated, alone or with its request. */
export function isStale(outcome: Outcome | undefined): boolean {
  return outcome?.kind === "failed" || (outcome?.kind === "refused" && staleTypes.includes(outcome.type));
}

/** One value if the item was accepted, another if it was refused in whatever way. */
export function acceptedOrNot(outcome: Outcome | undefined, accepted: Value, refused: Value): Reading {
  return decided(outcome?.kind === "done" ? accepted : refused);
}

/** What a string that was sent is read back as: the same, or as a normalisation leaves it. */
export function readBack(sent: string, normalised: string, stored: unknown): Reading {
  if (stored === sent) return decided(false);
  if (stored === normalised) return decided(true);
  return surprise(`${JSON.stringify(sent)} was stored as ${JSON.stringify(stored)}`);
}

/** The error type of a refusal, where it is one of the known ones. */
export function typeOf(reply: Reply, types: readonly string[], what: string): Reading {
  if (reply.kind === "answer") return surprise(`${what} was accepted`);
  if (types.includes(reply.type)) return decided(reply.type);
  return surprise(`${what} was refused with ${reply.type}`);
}
