/** Runs that are disturbed at one of their requests: nothing of others is touched, and nothing of the probe is left. */
import assert from "node:assert/strict";
import { deleteTables, scratchTables } from "../../src/probe/clean";
import { experiments } from "../../src/probe/experiments/experiments";
import { prefix } from "../../src/probe/lab/scratch-names";
import { Session } from "../../src/probe/lab/session";
import type { Reading } from "../../src/probe/experiment";
import { runProbe, type Outcome } from "../../src/probe/run";
import { SdkService } from "../../src/probe/service/sdk-service";
import { startSimulator, type Fault, type Simulator } from "../../src/simulator";
import { VirtualClock } from "../soak/virtual-clock";
import { instanceId } from "./bench";
import { makeNeighbours, neighbours } from "./neighbours";

/** How a run is disturbed at its n-th request. */
export const disturbances = {
  interrupted: () => [],
  lostBefore: (nth: number) => [{ kind: "lost-before", nth }],
  lostAfter: (nth: number) => [{ kind: "lost-after", nth }],
  lostForLong: (nth: number) => [{ kind: "lost-after", nth, times: 12 }],
  cutAnswer: (nth: number) => [{ kind: "cut-answer", nth }],
  serverError: (nth: number) => [{ kind: "error-after", nth, times: 2 }],
  throttled: (nth: number) => [{ kind: "throttle", nth, times: 8 }],
  throttledForEver: (nth: number) => [{ kind: "throttle", nth, times: null }],
  expired: (nth: number) => [refusal("ExpiredTokenException", nth)],
  denied: (nth: number) => [refusal("AccessDeniedException", nth)],
  partlyDenied: (nth: number, simulator: Simulator) => [{ kind: "edit", nth, run: () => simulator.setDenied(some) }],
} as const satisfies Readonly<Record<string, (nth: number, simulator: Simulator) => readonly Fault[]>>;

/** Operations that `partlyDenied` takes away in the middle of a run. */
const some = { actions: ["BatchUpdateDataTableValue", "ListDataTableValues", "UpdateDataTableMetadata"] };

/** A way to disturb a run. */
export type Disturbed = keyof typeof disturbances;

function refusal(type: string, nth: number): Fault {
  return { kind: "error-before", nth, times: null, error: { type, status: 403, message: "no" } };
}

/** What came of a disturbed run. */
export interface Disruption {
  readonly outcome: Outcome;
  /** Scratch tables after the run, before --clean. */
  readonly left: number;
  readonly progress: Progress;
}

/** Each question with its answer as `shown` makes it, and the number of the run's requests when it was through. */
export type Progress = readonly { readonly name: string; readonly answer: string; readonly end: number }[];

/** The questions that an undisturbed run has answered before its n-th request, and that are answered otherwise here, or not at all. */
export function unreported(found: ReadonlyMap<string, string>, progress: Progress, nth: number): string[] {
  const lost = progress.filter(({ name, answer, end }) => end < nth && found.get(name) !== answer);
  return lost.map(({ name, answer }) => `${name}: ${found.get(name)} instead of ${answer}`);
}

/** A simulator with tables of others, and a client on its clock. */
async function open(): Promise<{ simulator: Simulator; service: SdkService; clock: VirtualClock }> {
  const clock = new VirtualClock();
  const switches = { parallelSchemaCalls: "accepted" } as const;
  const simulator = await startSimulator({ clock: clock.arrival, switches });
  await makeNeighbours(simulator.url, instanceId);
  const service = new SdkService(
    { endpoint: simulator.url, region: "us-east-1" },
    { requestsPerSecond: 5, burst: 5 },
    clock,
  );
  return { simulator, service, clock };
}

/** An operation that the caller may not use, for a whole run. @throws AssertionError where a table is left that could be deleted, or an answer is wrong. */
export async function forbid(operation: string, { progress }: Disruption): Promise<Outcome> {
  const { outcome, left } = await disturb("interrupted", Infinity, [operation]);
  assert.deepEqual(wrongAnswers(outcome, progress, 0), [], `wrong answers without ${operation}`);
  assert.equal(outcome.left.length, left);
  assert.equal(left > 0, operation === "DeleteDataTable", `${left} tables left without ${operation}`);
  assert.ok(outcome.left.length <= 1, `${left} tables left without ${operation}`);
  assert.equal(outcome.stoppedBy !== undefined, needed.includes(operation), outcome.stoppedBy);
  return outcome;
}

/** Without these no table can be made, prepared and removed: the run ends at once. */
const needed = ["CreateDataTable", "CreateDataTableAttribute", "DeleteDataTable"];

/** Disturbs a run and checks what is left. `denied`: operations that are refused from the beginning. */
export async function disturb(how: Disturbed, nth: number, denied: readonly string[] = []): Promise<Disruption> {
  const { simulator, service, clock } = await open();
  const before = neighbours(simulator).others;
  simulator.setFaults(...(disturbances[how](nth, simulator) as readonly Fault[]));
  simulator.setDenied({ actions: [...denied] });
  const first = simulator.requests().length;
  const sent = () => simulator.requests().length - first;
  const ends: number[] = [];
  try {
    const outcome = await runProbe(service, clock, {
      instanceId,
      region: "us-east-1",
      runId: "89abcdef",
      experiments,
      fillsQuota: false,
      measuresThrottling: false,
      isStopped: () => how === "interrupted" && sent() >= nth,
      onProgress: (done) => void (done > 0 && ends.push(sent())),
    });
    const left = neighbours(simulator).scratch.length;
    simulator.setFaults();
    simulator.setDenied({});
    await clean(service, clock);
    assert.deepEqual(neighbours(simulator).scratch, [], "tables are left after --clean");
    assert.equal(neighbours(simulator).others, before, "a table of others was touched");
    assert.equal(outcome.answers.length, experiments.length);
    const progress = outcome.answers.map(({ experiment, reading }, index) => ({
      name: experiment.name,
      answer: shown(reading),
      end: ends[index] ?? Infinity,
    }));
    return { outcome, left, progress };
  } finally {
    service.close();
    await simulator.close();
  }
}

/** What `--clean` does. */
async function clean(service: SdkService, clock: VirtualClock): Promise<void> {
  const session = new Session(service, clock, () => false);
  await deleteTables(session, instanceId, await scratchTables(session, instanceId, prefix));
}

/** A reading as text: its value, or that there is none. */
function shown(reading: Reading): string {
  return reading.status === "decided" ? JSON.stringify(reading.value) : reading.status;
}

/** Answers of an outcome that an undisturbed run does not give, undecided ones left out; and what it had found before its n-th request. */
export function wrongAnswers({ answers }: Outcome, progress: Progress, nth: number): string[] {
  const found = new Map(answers.map(({ experiment, reading }) => [experiment.name, shown(reading)]));
  const right = new Map(progress.map(({ name, answer }) => [name, answer]));
  const wrong = answers
    .filter(({ experiment, reading }) => experiment.kind === "switch" && reading.status !== "undecided")
    .filter(({ experiment, reading }) => shown(reading) !== right.get(experiment.name))
    .map(({ experiment, reading }) => `${experiment.name}: ${JSON.stringify(reading)}`);
  return [...wrong, ...unreported(found, progress, nth)];
}
