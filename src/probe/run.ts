/** A run of the probe: asks one question after the other, and removes what it made, however it ends. */
import { Verdict, undecided, type Experiment, type Reading } from "./experiment";
import { Laboratory, type LabOptions } from "./lab/laboratory";
import { ScratchTables } from "./lab/scratch-tables";
import { Interrupted, Session, type Exchange, type Oddity } from "./lab/session";
import { removeAll, type Leftover } from "./clean";
import { Disturbance, Unreachable, type Clock, type Service } from "./service/ports";

/** What a run is asked for. */
export interface RunOptions extends LabOptions {
  /** Eight hexadecimal digits that tell its tables from those of another run. */
  readonly runId: string;
  readonly experiments: readonly Experiment[];
  /** Whether the questions that need them may be asked. */
  readonly measuresThrottling: boolean;
  readonly isStopped: () => boolean;
  /** Hears of each experiment before it begins. */
  readonly onProgress?: (done: number, experiment: Experiment) => void;
}

/** What one experiment found. */
export interface Answered {
  readonly experiment: Experiment;
  readonly reading: Reading;
  readonly evidence: readonly Exchange[];
}

/** What a run found. */
export interface Outcome {
  readonly runId: string;
  readonly answers: readonly Answered[];
  readonly oddities: readonly Oddity[];
  readonly requests: number;
  /** Milliseconds on the given clock. */
  readonly duration: number;
  /** Why the run ended before its last question; absent: it did not. */
  readonly stoppedBy?: string;
  /** Scratch tables that could not be removed. */
  readonly left: readonly Leftover[];
}

/** How often an experiment is tried whose answers are lost. */
const attempts = 2;

/** Asks all questions. Never throws: what was found until then is the outcome. */
export async function runProbe(service: Service, clock: Clock, options: RunOptions): Promise<Outcome> {
  const start = clock.now();
  const session = new Session(service, clock, options.isStopped);
  const scratch = new ScratchTables(session, options.instanceId, options.runId);
  const lab = new Laboratory(session, scratch, options);
  const answers: Answered[] = [];
  let stoppedBy = await rehearse(scratch, lab);
  for (const experiment of options.experiments) {
    options.onProgress?.(answers.length, experiment);
    const found = stoppedBy === undefined ? await readingOf(experiment, lab, options) : { stoppedBy };
    if ("stoppedBy" in found) stoppedBy = found.stoppedBy;
    const reading = "stoppedBy" in found ? undecided(found.stoppedBy) : found;
    if (reading.status === "decided") lab.learn(experiment.name, reading.value);
    answers.push({ experiment, reading, evidence: session.takeEvidence() });
  }
  const left = await removeAll(service, clock, scratch, options.instanceId);
  const { requests, oddities } = session;
  const duration = clock.now() - start;
  return {
    runId: options.runId,
    answers,
    oddities,
    requests,
    duration,
    left,
    ...(stoppedBy !== undefined && { stoppedBy }),
  };
}

/** Makes one table with a column and removes it; if that fails, the run makes no other table. */
async function rehearse(scratch: ScratchTables, lab: Laboratory): Promise<string | undefined> {
  try {
    await scratch.make("keyless", lab);
    const [table] = scratch.remaining();
    const isGone = table === undefined || (await scratch.remove(table));
    return isGone ? undefined : "a scratch table cannot be removed";
  } catch (error) {
    if (error instanceof Disturbance) return undefined;
    return stopOf(error) ?? (error instanceof Verdict ? error.message : oddAnswer(error));
  }
}

/** Why a run cannot go on after an error; undefined: it can. */
function stopOf(error: unknown): string | undefined {
  if (error instanceof Interrupted) return "the run was interrupted";
  return error instanceof Unreachable ? `${error.operation}: ${error.message}` : undefined;
}

/** The reason that ends a run. */
interface Stop {
  readonly stoppedBy: string;
}

async function readingOf(experiment: Experiment, lab: Laboratory, options: RunOptions): Promise<Reading | Stop> {
  const { needs } = experiment;
  if (needs !== undefined && !isGiven(needs, options)) return undecided(`needs --${needs}`);
  for (let attempt = 1; ; attempt++) {
    try {
      return await experiment.run(lab);
    } catch (error) {
      if (error instanceof Verdict) return error.reading;
      const stop = stopOf(error);
      if (stop !== undefined) return { stoppedBy: stop };
      if (error instanceof Disturbance && attempt < attempts) {
        if (error.reason === "no answer") await lab.renew(experiment.tables);
        continue;
      }
      return undecided(error instanceof Disturbance ? `${error.operation}: ${error.message}` : oddAnswer(error));
    }
  }
}

/** An answer of a form that no experiment expects may break its reading; that ends no run. */
function oddAnswer(error: unknown): string {
  return `an answer could not be read: ${error instanceof Error ? error.message : String(error)}`;
}

function isGiven(need: NonNullable<Experiment["needs"]>, options: RunOptions): boolean {
  switch (need) {
    case "fill-quota":
      return options.fillsQuota;
    case "measure-throttling":
      return options.measuresThrottling;
    case "restricted-role-arn":
      return options.restricted !== undefined;
  }
}
