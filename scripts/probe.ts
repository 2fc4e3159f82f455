/**
 * `npm run probe:check -- round-trip [PART]`: every personality, and every switch at each of its values, is found by the probe.
 * `npm run probe:check -- combinations [COUNT [SEED]]`: random settings of all switches; no answer is wrong.
 * `npm run probe:check -- surprises`: strange services are reported. `npm run probe:check -- interruptions [EVERY]`: a run disturbed at every
 * tenth request, in every way, touches no other table and leaves none; nor does one that is denied any single operation.
 */
import { commands } from "../src/probe/service/operations";
import { disturb, disturbances, forbid, wrongAnswers, type Disturbed } from "../test/probe/interruptions";
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
  if (mode === "interruptions") return interruptions(Number(rest[0] ?? 10));
  throw new Error("Modes are round-trip, combinations, surprises and interruptions.");
}

/** Disturbs a run at every n-th request in every way. */
async function interruptions(every: number): Promise<void> {
  const { outcome: undisturbed } = await disturb("interrupted", Infinity);
  let runs = 0;
  for (const how of Object.keys(disturbances) as Disturbed[]) {
    for (let nth = every; nth < undisturbed.requests; nth += every, runs++) {
      const { outcome } = await disturb(how, nth);
      const wrong = wrongAnswers(outcome, undisturbed);
      if (wrong.length > 0) throw new Error(`${how} at request ${nth}: ${wrong.join(", ")}`);
    }
    console.log(how);
  }
  for (const operation of Object.keys(commands)) {
    const { answers, stoppedBy } = await forbid(operation, undisturbed);
    const open = answers.filter(({ reading }) => reading.status === "undecided").length;
    console.log(`without ${operation}: ${stoppedBy ?? `${open} undecided`}`);
  }
  console.log(`${runs} disturbed runs: no other table touched, none left, no wrong answer`);
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
