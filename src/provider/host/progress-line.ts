import type { Progress } from "../../sync/values/applied";

/** The status of an apply as one short line. */
interface ProgressLine {
  /** Takes note of how far the apply is. */
  report(progress: Progress): void;
  /** The line, when it is worth showing again; `undefined` in between. */
  next(): string | undefined;
}

/** Without a terminal every line stays in the log of a CI job: one for each tenth, and one when nothing was said for this many milliseconds. */
const silence = 5_000;

/** Cells done, cells in all, and the time that the requests still to be sent take at the rate limit. `now`: milliseconds that never go back. */
export function progressLine(requestsPerSecond: number, now: () => number = () => performance.now()): ProgressLine {
  let text = "reading the data table";
  let tenth = 0;
  let shown = { tenth: -1, at: -Infinity };
  return {
    report: ({ done, total, requestsLeft }) => {
      const seconds = Math.ceil(requestsLeft / requestsPerSecond);
      text = `${done} of ${total} values${seconds > 0 ? `, about ${seconds} s left` : ""}`;
      tenth = Math.floor((10 * done) / total);
    },
    next: () => {
      if (tenth === shown.tenth && now() - shown.at < silence) return undefined;
      shown = { tenth, at: now() };
      return text;
    },
  };
}
