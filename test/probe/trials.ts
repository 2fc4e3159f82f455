/** Runs the probe on many services and says how its answers compare. */
import { probe, type ProbeCall } from "./bench";
import { compare, settings, type Comparison } from "./compare";
import type { Trial } from "./settings";

/** What came of one service. */
export interface TrialResult extends Comparison {
  readonly trial: Trial;
  readonly requests: number;
}

/** One service. */
export async function runTrial(trial: Trial, call: ProbeCall = {}): Promise<TrialResult> {
  const { personality, switches } = trial;
  const outcome = await probe({ ...call, simulator: { personality, switches } });
  return { ...compare(outcome, settings(switches, personality)), trial, requests: outcome.requests };
}

/** Several at a time: a simulator holds schema calls for a while in which others may go on. */
export async function runTrials(
  trials: readonly Trial[],
  onResult: (result: TrialResult) => void,
  lanes = 3,
): Promise<readonly TrialResult[]> {
  const results: TrialResult[] = [];
  const queue = [...trials];
  const lane = async () => {
    for (let trial = queue.shift(); trial; trial = queue.shift()) {
      const result = await runTrial(trial);
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
