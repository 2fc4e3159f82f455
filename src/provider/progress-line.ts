import type { Progress } from "../sync/apply";

/** The status of an apply as one short line. */
export interface ProgressLine {
  /** Takes note of how far the apply is. */
  report(progress: Progress): void;
  /** The line as it stands. */
  line(): string;
}

/** Cells done, cells in all, and the time that the requests still to be sent take at the rate limit. */
export function progressLine(requestsPerSecond: number): ProgressLine {
  let text = "reading the data table";
  return {
    report: ({ done, total, requestsLeft }) => {
      const seconds = Math.ceil(requestsLeft / requestsPerSecond);
      text = `${done} of ${total} values${seconds > 0 ? `, about ${seconds} s left` : ""}`;
    },
    line: () => text,
  };
}
