/** Plays many histories of one seed, and makes the first one that breaks something as short as it can. */
import fc from "fast-check";
import { closeSimulators } from "./bench";
import { openEngineStack } from "./engine-stack";
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
const enginePatience = 600_000;

/** Plays `count` histories of a seed. `path`: only the one of an earlier failure. */
export async function soak(seed: number, count: number, path?: string): Promise<SoakResult> {
  const property = fc.asyncProperty(history, async (one) => {
    const violations = await inTime(play(one), patience);
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

/** Plays the histories number `first` to `first + count - 1` of a seed through the real engine, as they are: making them shorter would take hours. */
export async function soakEngine(seed: number, first: number, count: number): Promise<SoakResult> {
  const histories = fc.sample(history, { seed, numRuns: first + count }).slice(first);
  for (const [index, one] of histories.entries()) {
    const violation = await inTime(play(one, openEngineStack), enginePatience).then(
      (violations) => violations.join("\n"),
      (error: Error) => error.message,
    );
    if (violation !== "")
      return { seed, count: index + 1, failure: { history: one, violation, path: String(first + index) } };
  }
  return { seed, count };
}

async function inTime<T>(work: Promise<T>, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the history hangs")), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
