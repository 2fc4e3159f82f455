/** The search for the largest request that an operation takes. */
import { beSurprised, decided, experiment, undecided, type Experiment, type Reading } from "../../experiment";
import type { Lab } from "../../lab/lab";
import type { Reply } from "../../service/ports";
import { sendSize, type Sized } from "./requests";

/** Items that a table holds at most by default; no batch can have more cells. */
const quota = 1000;

/** What public tools use; looked at first, because it is the likeliest. */
const likely = [25, 26, 100, 101];

/** Refusals that speak of something else than the size: the size was accepted. */
const otherReasons = new Set([
  "ConflictException",
  "DuplicateResourceException",
  "ResourceNotFoundException",
  "ServiceQuotaExceededException",
]);

/** What was found: `limit` null: no limit up to `tried`; `refusal`: what one item more is answered with. */
export interface Found {
  readonly limit: number | null;
  readonly tried: number;
}

/** Whether a request was taken as far as its size goes. */
export function isTaken(reply: Reply): boolean {
  return reply.kind === "answer" || otherReasons.has(reply.type);
}

/** The largest accepted size up to `tried`, by halving. `takes` sends a request of that size. */
export async function largest(tried: number, takes: (size: number) => Promise<boolean>): Promise<Found> {
  if (await takes(tried)) return { limit: null, tried };
  let [low, high] = [0, tried];
  const guesses = likely.filter((size) => size < tried);
  while (high - low > 1) {
    const guess = guesses.find((size) => size > low && size < high && (size === low + 1 || size === 25 || low >= 26));
    const size = guess ?? Math.floor((low + high) / 2);
    if (await takes(size)) low = size;
    else high = size;
  }
  return { limit: low, tried };
}

/** Up to which size a batch is tried that may write: half of the quota, unless a table may be filled. */
export const writable = ({ fillsQuota }: Lab): number => (fillsQuota ? quota : quota / 2);

/** How one operation is tried. */
interface SizeDescription {
  readonly operation: Sized;
  readonly items: string;
  /** Up to which size. */
  readonly tried: (lab: Lab) => number;
}

/** The experiment that finds the largest batch of an operation. */
export function sizeExperiment({ operation, items, tried }: SizeDescription): Experiment {
  return experiment<Found>({
    name: `maxItems${operation}`,
    question: `How many items does one ${operation === "Evaluate" ? "EvaluateDataTableValues" : `Batch${operation}DataTableValue`} request take at most?`,
    steps: `Sends ${items}: first as many as the quota of a table allows, then 25, 26, and halves of what is left open.`,
    reading:
      "A 400 of the whole request is too many; any other answer means that the size was taken. null: no limit was met.",
    undecided: "Not even one item was taken, or the size up to which is tried without --fill-quota was taken.",
    tables: ["many"],
    observe: async (lab) => {
      const table = await lab.table("many");
      return largest(tried(lab), async (size) => isTaken(await sendSize[operation](table, size)));
    },
    read: readSize,
  });
}

/** null counts only where the whole quota was tried. */
export function readSize({ limit, tried }: Found): Reading {
  if (limit === 0) return beSurprised("not even one item is taken");
  if (limit === null && tried < quota) return undecided(`${tried} items are taken; --fill-quota tries more`);
  return decided(limit);
}

/** Up to which size a batch is tried that changes nothing. */
export const harmless = (): number => quota;
