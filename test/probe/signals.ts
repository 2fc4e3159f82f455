/** The executable in a process of its own that gets a signal at one of its requests; judged by its output and by what the simulator holds. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { startSimulator, type Simulator } from "../../src/simulator";
import { useDummyCredentials } from "../helpers/values-bench";
import { instanceId } from "./bench";
import { unreported, type Progress } from "./interruptions";
import { makeNeighbours, neighbours } from "./neighbours";

const main = resolve(__dirname, "../../src/cli/main.ts");

/** A pace at which a run takes a few seconds. */
export const fast = ["--requests-per-second", "500", "--burst", "500"] as const;

/** How a process ended; `code` is null after a signal that it did not handle. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `probe` in a process of its own. `signal`: what it gets at its n-th request. */
export async function runChild(
  simulator: Simulator,
  more: readonly string[],
  signal?: { readonly name: NodeJS.Signals; readonly nth: number },
): Promise<Ended> {
  const place = ["--instance-id", instanceId, "--endpoint", simulator.url, "--region", "us-east-1"];
  const args = ["--import", "tsx", main, "probe", ...place, ...fast, "--yes", ...more];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  if (signal) simulator.setFaults({ kind: "edit", nth: signal.nth, run: () => void child.kill(signal.name) });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.on("data", (text) => stdout.push(String(text)));
  child.stderr.on("data", (text) => stderr.push(String(text)));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, stdout: stdout.join(""), stderr: stderr.join("") };
}

/** What came of a run that got a signal. */
export interface Signalled {
  /** Questions that the output answers; a killed process has none. */
  readonly decided: number;
  /** Scratch tables after the run, before `probe --clean`. */
  readonly left: number;
}

/**
 * Ctrl-C (SIGINT) or `kill -9` (SIGKILL) at the n-th request of the executable, and `probe --clean` after it.
 * @throws AssertionError where a table of others was touched, a scratch table is left, or an answer that was found is not reported.
 */
export async function signalAt(name: "SIGINT" | "SIGKILL", nth: number, progress: Progress): Promise<Signalled> {
  useDummyCredentials();
  const simulator = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
  try {
    await makeNeighbours(simulator.url, instanceId);
    const before = neighbours(simulator).others;
    const { code, stdout, stderr } = await runChild(simulator, ["--format", "json"], { name, nth });
    const left = neighbours(simulator).scratch.length;
    assert.equal(neighbours(simulator).others, before, "a table of others was touched");
    const decided = name === "SIGINT" ? assertStopped({ code, stdout, stderr }, nth, progress) : 0;
    if (name === "SIGINT") assert.equal(left, 0, `${left} tables left after Ctrl-C`);
    else assert.deepEqual([code, stdout], [null, ""]);
    const cleaned = await runChild(simulator, ["--clean"]);
    assert.equal(cleaned.code, 0, cleaned.stderr);
    assert.match(cleaned.stderr, left > 0 ? new RegExp(`removed ${left} of ${left} tables`) : /There is no scratch/);
    assert.deepEqual(neighbours(simulator).scratch, [], "tables are left after --clean");
    assert.equal(neighbours(simulator).others, before, "--clean touched a table of others");
    return { decided, left };
  } finally {
    await simulator.close();
  }
}

type Answers = Readonly<Record<string, { readonly status: string; readonly value?: unknown }>>;

/** The output of a run that was stopped: it ended early, and every question that was through by then is answered as in a whole run. */
function assertStopped({ code, stdout, stderr }: Ended, nth: number, progress: Progress): number {
  assert.equal(code, 1, stderr);
  assert.match(stderr, /The run ended early: the run was interrupted/);
  const { complete, answers, findings } = JSON.parse(stdout) as {
    complete: boolean;
    answers: Answers;
    findings: Answers;
  };
  assert.equal(complete, false);
  const all = Object.entries({ ...answers, ...findings });
  const found = new Map(
    all.map(([name, { status, value }]) => [name, status === "decided" ? JSON.stringify(value) : status]),
  );
  // The executable lists the tables of the instance before its run begins.
  assert.deepEqual(unreported(found, progress, nth - 1), []);
  return all.filter(([, { status }]) => status === "decided").length;
}
