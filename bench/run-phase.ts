/** One contender through its phases on one table: what the service saw, and what it cost. */
import { documentedRateLimit, type LoggedRequest } from "../src/simulator";
import { valuesBench } from "../test/helpers/values-bench";
import type { Contender, PhaseUse } from "./contender";
import { columns, type Phase } from "./table-data";

/** One line of the result. */
export interface Measurement extends Partial<PhaseUse> {
  readonly contender: string;
  readonly cells: number;
  readonly phase: Phase;
  /** Operation → requests, refused ones left out. */
  readonly requests: Readonly<Record<string, number>>;
  /** Requests that the service refused with 429. */
  readonly throttled: number;
  /** Seconds of the service's time from the first request to the last. */
  readonly seconds: number;
  /** Seconds that the rate limit demands for these requests. */
  readonly floor: number;
  /** Worked out and not measured. */
  readonly computed?: boolean;
}

/** Seconds that the busiest operation takes at the rate limit. Operations have buckets of their own. */
export function floorOf(requests: Readonly<Record<string, number>>): number {
  const { rate, burst } = documentedRateLimit;
  return Math.max(0, ...Object.values(requests).map((count) => (count - burst) / rate));
}

/** Plays the phases one after the other. */
export async function runPhases(
  name: string,
  contender: Contender,
  plan: { readonly cells: number; readonly phases: readonly Phase[]; readonly speed: number },
): Promise<Measurement[]> {
  const { cells, speed } = plan;
  const bench = await valuesBench(columns, { speed, limits: { cellsPerTable: 20_000 } });
  const session = await contender(bench, cells, speed);
  const measurements: Measurement[] = [];
  try {
    bench.simulator.setRateLimit(documentedRateLimit);
    for (const phase of plan.phases) {
      bench.simulator.clearRequests();
      const use = await session.run(phase);
      if (!use) continue;
      measurements.push({ contender: name, cells, phase, ...use, ...requestsOf(bench.simulator.requests()) });
      // The next phase begins with full buckets, as the next run of a pipeline does.
      await new Promise((resolve) => setTimeout(resolve, 3000 / speed));
    }
    return measurements;
  } finally {
    session.close();
    await bench.close();
  }
}

function requestsOf(log: readonly LoggedRequest[]): Pick<Measurement, "requests" | "throttled" | "seconds" | "floor"> {
  const requests: Record<string, number> = {};
  const served = log.filter(({ status }) => status !== 429);
  for (const { operation } of served) requests[operation] = (requests[operation] ?? 0) + 1;
  const [first, last] = [log[0]?.time ?? 0, log[log.length - 1]?.time ?? 0];
  return { requests, throttled: log.length - served.length, seconds: (last - first) / 1000, floor: floorOf(requests) };
}
