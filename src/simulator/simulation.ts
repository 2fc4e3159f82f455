import type { FaultScript } from "./world/faults";
import type { RateLimiter } from "./world/rate-limiter";
import type { RequestLog } from "./http/request-log";
import type { Service } from "./service";

/** Everything that one running simulator consists of, HTTP aside. */
export interface Simulation {
  readonly service: Service;
  readonly log: RequestLog;
  readonly faults: FaultScript;
  readonly limiter: RateLimiter;
  /** Waits so many milliseconds of simulated time. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Simulated milliseconds that every answer takes. */
  readonly latencyMs: number;
  /** Tables that a schema call is at work on, when two at a time are refused. */
  readonly busy: Set<string>;
}
