/** Which verbs run, so that a cancel ends an apply between two requests, and is harmless when nothing runs: the engine ends every run with one. */
import { cancelApplies } from "../../provider/host/engine-log";

let running = 0;

/** Runs a verb that a cancel may end. */
export async function whileRunning<T>(work: () => Promise<T>): Promise<T> {
  running++;
  try {
    return await work();
  } finally {
    running--;
    if (running === 0) cancelApplies(false);
  }
}

/** Ends what runs before its next request. */
export function cancelRunning(): void {
  if (running > 0) cancelApplies(true);
}
