/**
 * `npm run probe:check -- round-trip [PART]`: every personality, and every switch at each of its values, is found by the probe.
 * `npm run probe:check -- combinations [COUNT [SEED]]`: random settings of all switches; no answer is wrong.
 * `npm run probe:check -- surprises`: strange services are reported. `npm run probe:check -- interruptions [EVERY [PART]]`: a run disturbed at every
 * tenth request, in every way, touches no other table and leaves none, and reports what it had found; nor does one that is denied any single
 * operation; PART is a part of the name of one of the ways. `npm run probe:check -- signals [EVERY]`: so does the executable, sent SIGINT or SIGKILL at every tenth request.
 */
import type { Outcome } from "../src/probe/run";
import { commands } from "../src/probe/service/operations";
import { disturb, disturbances, forbid, wrongAnswers, type Disturbed } from "../test/probe/interruptions";
import { signalAt, type Signalled } from "../test/probe/signals";
import { assertReported, strange } from "../test/probe/surprises";
import { personalityTrials, randomTrials, singleTrials, type Trial } from "../test/probe/settings";
import { runTrials, type TrialResult } from "../test/probe/trials";

async function main([mode = "", ...rest]: readonly string[]): Promise<void> {
  if (mode === "round-trip") {
    const [part = ""] = rest;
    return check([...personalityTrials, ...singleTrials].filter(({ name }) => name.includes(part)));
  }
  if (mode === "combinations") {
    const [count = 200, seed = Math.floor(Math.random() * 1e6)] = rest.map(Number);
    console.log(`seed ${seed}`);
    return check(randomTrials(count, seed));
  }
  if (mode === "surprises") {
    for (const name of Object.keys(strange)) await assertReported(name);
    console.log(`${Object.keys(strange).length} strange services, all reported`);
    return;
  }
  if (mode === "interruptions") return interruptions(Number(rest[0] ?? 10), rest[1]);
  if (mode === "signals") return signals(Number(rest[0] ?? 10));
  throw new Error("Modes are round-trip, combinations, surprises, interruptions and signals.");
}

/** Disturbs a run at every n-th request in every way. */
async function interruptions(every: number, part = ""): Promise<void> {
  const undisturbed = await disturb("interrupted", Infinity);
  let runs = 0;
  for (const how of (Object.keys(disturbances) as Disturbed[]).filter((name) => name.includes(part))) {
    let open = 0;
    for (let nth = every; nth < undisturbed.outcome.requests; nth += every, runs++) {
      const { outcome } = await disturb(how, nth);
      const wrong = wrongAnswers(outcome, undisturbed.progress, nth);
      if (wrong.length > 0) throw new Error(`${how} at request ${nth}: ${wrong.join(", ")}`);
      open += undecidedIn(outcome);
    }
    console.log(`${how}: ${open} undecided in all`);
  }
  const operations = Object.keys(commands).filter(() => part === "");
  for (const operation of operations) {
    const outcome = await forbid(operation, undisturbed);
    console.log(`without ${operation}: ${outcome.stoppedBy ?? `${undecidedIn(outcome)} undecided`}`);
  }
  console.log(
    `${runs} disturbed runs, ${operations.length} without one operation: no other table touched, none left, no wrong answer, ` +
      "nothing that was found before is missing",
  );
}

function undecidedIn({ answers }: Outcome): number {
  return answers.filter(({ reading }) => reading.status === "undecided").length;
}

/** Sends the executable a signal at every n-th request. */
async function signals(every: number): Promise<void> {
  const { outcome, progress } = await disturb("interrupted", Infinity);
  for (const name of ["SIGINT", "SIGKILL"] as const) {
    const runs: Signalled[] = [];
    for (let nth = every; nth <= outcome.requests; nth += every) {
      const run = await signalAt(name, nth, progress).catch((error: Error) => {
        throw new Error(`${name} at request ${nth}: ${error.message}`, { cause: error });
      });
      runs.push(run);
      console.log(`${name} at request ${nth}: ${run.decided} answered, ${run.left} tables left, none after --clean`);
    }
    console.log(
      `${name}: ${runs.length} runs, no other table touched, ${runs.filter(({ left }) => left > 0).length} left tables to --clean`,
    );
  }
}

async function check(trials: readonly Trial[]): Promise<void> {
  const start = performance.now();
  const results = await runTrials(trials, show);
  const sum = (count: (result: TrialResult) => number) => results.reduce((total, result) => total + count(result), 0);
  const wrong = sum(({ wrong }) => wrong.length);
  const open = sum(({ open }) => open.length);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `${results.length} services in ${seconds} s: ${sum(({ right }) => right)} answers right, ${sum(({ hidden }) => hidden.length)} undecided because ` +
      `another switch hides them, ${open} undecided for another reason, ${wrong} wrong; at most ${Math.max(...results.map(({ requests }) => requests))} requests a run`,
  );
  if (wrong > 0 || open > 0) process.exitCode = 1;
}

function show({ trial, right, hidden, open, wrong }: TrialResult): void {
  const names = hidden.map((text) => text.split(":")[0]).join(", ");
  console.log(`${trial.name}: ${right} right${hidden.length > 0 ? `, hidden: ${names}` : ""}`);
  for (const text of open) console.log(`  UNDECIDED ${text}`);
  for (const text of wrong) console.log(`  WRONG ${text}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
