/** A token bucket for each operation. Source: the Connect API rule of 2 requests a second and burst 5, per operation and account. */
export interface RateLimit {
  /** Tokens a second of simulated time. */
  readonly rate: number;
  /** Size of the bucket. */
  readonly burst: number;
}

/** The documented rule; the quotas of single data-table operations may differ and are not published. */
export const documentedRateLimit: RateLimit = { rate: 2, burst: 5 };

/** Counts requests against the rate limit, on the simulator's own clock. */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; time: number }>();

  constructor(
    /** undefined: no limit. */
    public limit: RateLimit | undefined,
    private readonly now: () => number,
  ) {}

  /** Takes a token from the bucket of a name; false when there is none. */
  take(name: string): boolean {
    if (!this.limit) return true;
    const { rate, burst } = this.limit;
    const now = this.now();
    const bucket = this.buckets.get(name) ?? { tokens: burst, time: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.time) / 1000) * rate);
    const allowed = tokens >= 1;
    this.buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, time: now });
    return allowed;
  }
}
