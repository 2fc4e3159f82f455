/** Plays many histories of one seed, and makes the first one that breaks something as short as it can. */
import fc from "fast-check";
import { closeSimulators } from "./bench";
import { history, type History } from "./history";
import { play } from "./play";

/** What a run of histories came to. */
export interface SoakResult {
  readonly seed: number;
  readonly count: number;
  readonly failure?: { readonly history: History; readonly violation: string; readonly path: string };
}

/** Real milliseconds after which a history is taken to hang. */
const patience = 60_000;

/** Plays `count` histories of a seed. `path`: only the one of an earlier failure. */
export async function soak(seed: number, count: number, path?: string): Promise<SoakResult> {
  const property = fc.asyncProperty(history, async (one) => {
    const violations = await inTime(play(one));
    if (violations.length > 0) throw new Error(violations.join("\n"));
  });
  try {
    const details = await fc.check(property, { seed, numRuns: count, path });
    const { counterexample, errorInstance, counterexamplePath } = details;
    if (!details.failed || !counterexample) return { seed, count: details.numRuns };
    const violation = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    return {
      seed,
      count: details.numRuns,
      failure: { history: counterexample[0], violation, path: counterexamplePath ?? "" },
    };
  } finally {
    await closeSimulators();
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the history hangs")), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
