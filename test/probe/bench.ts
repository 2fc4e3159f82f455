/** The probe against a simulator over HTTP, on a clock on which waiting takes no time. */
import { documentedRateLimit, startSimulator, type SimulatorOptions, type Simulator } from "../../src/simulator";
import { experiments } from "../../src/probe/experiments/experiments";
import { runProbe, type Outcome, type RunOptions } from "../../src/probe/run";
import { SdkService, type Pace } from "../../src/probe/service/sdk-service";
import type { Service } from "../../src/probe/service/ports";
import { useDummyCredentials } from "../helpers/values-bench";
import { VirtualClock } from "../soak/virtual-clock";

export const instanceId = "11111111-2222-3333-4444-555555555555";

/** What a test changes of a run. */
export interface ProbeCall extends Partial<RunOptions> {
  readonly pace?: Pace;
  readonly clock?: VirtualClock;
  readonly simulator?: SimulatorOptions;
  /** Wraps the service that the probe talks to. */
  readonly between?: (service: Service) => Service;
  /** Called with the simulator before the run. */
  readonly prepare?: (simulator: Simulator) => void;
  /** Called with the simulator after the run. */
  readonly inspect?: (simulator: Simulator) => void;
}

/** Runs all experiments on a simulator of its own, under the documented rate limit. */
export async function probe(call: ProbeCall = {}): Promise<Outcome> {
  useDummyCredentials();
  const clock = call.clock ?? new VirtualClock();
  const simulator = await startSimulator({ rateLimit: documentedRateLimit, clock: clock.arrival, ...call.simulator });
  const { pace = { requestsPerSecond: 1, burst: 2 } } = call;
  const service = new SdkService({ endpoint: simulator.url, region: "us-east-1" }, pace, clock);
  try {
    call.prepare?.(simulator);
    return await runProbe(call.between?.(service) ?? service, clock, { ...defaults, ...call });
  } finally {
    call.inspect?.(simulator);
    service.close();
    await simulator.close();
  }
}

const defaults: RunOptions = {
  instanceId,
  region: "us-east-1",
  runId: "0123abcd",
  fillsQuota: true,
  measuresThrottling: true,
  experiments,
  isStopped: () => false,
};
