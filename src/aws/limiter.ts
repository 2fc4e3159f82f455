/**
 * One bucket for each operation, endpoint, Region and identity, shared by everything in this process, in front of every physical attempt,
 * retries included. The service counts for the whole account; a process can only keep its own share low.
 */

/** The time and the waiting, so that tests need neither. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** The clock of the machine, in milliseconds that never go back. */
const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

let processClock: Clock = systemClock;

/** The clock that connections and limiters go by when they are given none. */
export function currentClock(): Clock {
  return processClock;
}

/** Sets the clock of everything that is made from now on in this process, and forgets the limiters; for the soak, which waits in no real time. */
export function useClock(clock: Clock): void {
  processClock = clock;
  limiters.clear();
}

/**
 * Requests leave here evenly and arrive with a jitter: the first one of a connection late, a later one early. Without this margin
 * (milliseconds, paid once) the service's bucket would find some of them too early.
 */
const arrivalMargin = 60;

/** A bucket of `burst` requests that fills at `rate` requests a second. First come, first served. */
export class Limiter {
  private due = -Infinity;

  constructor(
    private rate: number,
    private burst: number,
    private readonly clock: Clock = processClock,
  ) {}

  /** Takes over a rate or a burst that is smaller than today's: the most careful of all who share the bucket wins. */
  restrict(rate: number, burst: number): void {
    this.rate = Math.min(this.rate, rate);
    this.burst = Math.min(this.burst, burst);
  }

  /**
   * The service refused a request for its rate: its bucket is empty, whoever emptied it (the process before this one, another client). The
   * next request goes one interval from now, and no burst after it.
   */
  spent(): void {
    const interval = 1000 / this.rate;
    this.due = Math.max(this.due, this.clock.now() + this.tolerance() + interval);
  }

  /** Resolves when the next request may go; resolves in the order of the calls. */
  async acquire(): Promise<void> {
    const now = this.clock.now();
    const interval = 1000 / this.rate;
    const start = Math.max(now, this.due - this.tolerance());
    this.due = Math.max(now, this.due) + interval;
    if (start > now) await this.clock.sleep(start - now);
  }

  /** How far ahead of an even rate a request may go, in milliseconds. */
  private tolerance(): number {
    return Math.max(0, ((this.burst - 1) * 1000) / this.rate - arrivalMargin);
  }
}

const limiters = new Map<string, Limiter>();

/** The limiter that everybody with this key shares. */
export function sharedLimiter(key: string, rate: number, burst: number): Limiter {
  const known = limiters.get(key);
  if (known) known.restrict(rate, burst);
  const limiter = known ?? new Limiter(rate, burst);
  limiters.set(key, limiter);
  return limiter;
}
