/** The service of a history: a simulator for each personality, kept for the life of the process, on simulated time; or a real one. */
import { ConnectClient } from "@aws-sdk/client-connect";
import { useClock } from "../../src/aws/limiter";
import { writeMemory } from "../../src/core/apply/batch";
import { documentedRateLimit, startSimulator, type Simulator } from "../../src/simulator";
import { useDummyCredentials } from "../helpers/values-bench";
import { VirtualClock } from "./virtual-clock";

/** The clock of the service and of the client. */
const clock = new VirtualClock();
const simulators = new Map<string, Promise<Simulator>>();
const region = "eu-central-1";

/** Milliseconds of simulated time that a new provider process takes to start; measured on the real engine it is more. */
const startOfProcess = 1500;

/** A simulator and a client of others. `isReal`: for other processes, on real time and without a rate limit. */
export async function openService(personality: string, isReal: boolean) {
  useDummyCredentials();
  clock.reset();
  const simulator = isReal ? await startSimulator({ personality }) : await simulatorOf(personality);
  simulator.setRateLimit(undefined);
  simulator.setFaults();
  return { simulator, client: new ConnectClient({ endpoint: simulator.url, region }) };
}

/** A new provider process on simulated time: a while later, under the documented rate limit, and without any memory of these tables. */
export function startProcess(simulator: Simulator, tables: readonly string[]): void {
  simulator.setRateLimit(documentedRateLimit);
  clock.advance(startOfProcess);
  useClock(clock);
  const forgotten = { maxItems: undefined, maxReadItems: undefined, listsOnly: undefined, oneItemPerScope: undefined };
  for (const table of tables) Object.assign(writeMemory(`${region}/${table}`), forgotten);
}

/** Schema calls are not what the histories are about, and the simulator holds a table for 20 real milliseconds to tell them apart. */
function simulatorOf(personality: string): Promise<Simulator> {
  const switches = { parallelSchemaCalls: "accepted" } as const;
  const simulator = simulators.get(personality) ?? startSimulator({ personality, switches, clock: clock.arrival });
  simulators.set(personality, simulator);
  return simulator;
}

/** Stops the simulators, so that the process can end. */
export async function closeSimulators(): Promise<void> {
  for (const simulator of simulators.values()) await (await simulator).close();
  simulators.clear();
}
