/** Which verbs run, so that a cancel ends an apply between two requests, and is harmless when nothing runs: the engine ends every run with one. */
import { cancelApplies } from "../../provider/host/engine-log";

let running = 0;
/** Milliseconds in which the answer of the last verb leaves this process. */
const answerTime = 100;
let end: (() => void) | undefined;

/** Runs a verb that a cancel may end. */
export async function whileRunning<T>(work: () => Promise<T>): Promise<T> {
  running++;
  try {
    return await work();
  } finally {
    running--;
    if (running === 0) cancelApplies(false);
    if (running === 0 && end) setTimeout(end, answerTime);
  }
}

/** Ends the process: at once when nothing runs, and otherwise when what runs has ended before its next request and was answered. */
export function endAfterRunning(exit: () => void): void {
  end = exit;
  cancelRunning();
  if (running === 0) exit();
}

/** Ends what runs before its next request. */
export function cancelRunning(): void {
  if (running > 0) cancelApplies(true);
}
