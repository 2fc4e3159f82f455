import type { CliContext } from "./context";

/** Milliseconds before the first line, and between two lines. */
const interval = 2000;

/** Tells the one who waits at a terminal how far a command is: on standard error, and not more often than every two seconds. */
export class Progress {
  private last: number;

  constructor(
    private readonly context: CliContext,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.last = now();
  }

  /** Writes the line if it is time for one. */
  say(text: string): void {
    if (!this.context.stderr.isTTY || this.now() - this.last < interval) return;
    this.last = this.now();
    this.context.stderr.write(`${text} …\n`);
  }
}
