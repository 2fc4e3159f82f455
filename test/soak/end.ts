/** How every history ends: a refresh, an `up`, and then nothing may be left to do. */
import { personalities } from "../../src/simulator";
import type { RunResult } from "../helpers/verb-stack";
import { columns } from "./alphabet";
import { meaning, textOf } from "./meaning";
import { recordedTexts } from "./oracle";
import { command, inputsOf, type Play } from "./play";

/** What is wrong at the end. */
export async function judgeEnd(all: Play): Promise<readonly string[]> {
  const { program, stack, bench } = all;
  const refreshed = await quiet(all, () => stack.refresh(), true);
  if (refreshed.length > 0) return refreshed;
  const failures: string[] = [];
  // A value of somebody's that state does not record, or a row in the way of a move, stops an `up` for good: a person has to decide.
  const decisions = [() => undefined, () => program.settleMoves(), () => (program.overwrite = true)];
  for (const decide of decisions) {
    decide();
    const result: { failure?: string } = {};
    const violations = await command(all, [], false, async ({ bench }) => {
      const answer = await stack.up(inputsOf(all), { settle: () => bench.newProcess() });
      result.failure = answer.failure;
      return answer;
    });
    if (violations.length > 0) return violations;
    if (result.failure === undefined) {
      const caughtUp = await catchUp(all);
      return caughtUp.length > 0 ? caughtUp : [...(await judgeTruth(all)), ...(await judgeRest(all))];
    }
    failures.push(result.failure);
    const isInTheWay = /was not moved/.test(result.failure) && bench.hasEmptyRow();
    // A refresh keeps a decision to leave a cell; when the program then changes, a person has to decide again.
    const isLeft = all.left.size > 0 && /an earlier decision left to others/.test(result.failure);
    if (!isInTheWay && !isLeft && !/already exists|cannot be moved/.test(result.failure)) break;
  }
  return [`the last up fails: ${failures.join("\nthen: ")}`];
}

/** The first refresh left the cells of columns alone that state had as initial. Where they are so no more, it takes another one to see them. */
async function catchUp(all: Play): Promise<readonly string[]> {
  const { program, stack, bench } = all;
  if (!columns.some((_, column) => program.wasInitial(column) && !program.isInitial(column))) return [];
  const refreshed = await quiet(all, () => stack.refresh(), true);
  if (refreshed.length > 0) return refreshed;
  return quiet(all, () => stack.up(inputsOf(all), { settle: () => bench.newProcess() }), true);
}

/** Every declared cell is live, state is what is live, and nothing of ours is left behind. */
async function judgeTruth({ bench, stack, program, history, orphans, left, removed, undone }: Play): Promise<string[]> {
  const service = personalities[history.world.personality] ?? {};
  const [live, recorded] = [bench.truth(), recordedTexts(await stack.recorded())];
  const declared = new Map([...program.declared()].map(([name, value]) => [name, textOf(value)]));
  const same = (name: string, a: string | undefined, b: string | undefined) => {
    const column = name.split(" / ").pop() ?? "";
    const mean = (text: string | undefined) => (text === undefined ? undefined : meaning(column, text, service));
    return mean(a) === mean(b);
  };
  const wrong: string[] = [];
  const hasMoved = history.steps.some((step) => step.do === "up" && step.changes.some(({ kind }) => kind === "move"));
  for (const [name, text] of declared) {
    const value = live.get(name);
    if (program.isInitial(columns.findIndex((each) => name.endsWith(` / ${each.name}`)))) {
      // A first value is written, and only somebody else takes it away, or a command that was killed before state knew of it.
      if (!recorded.has(name)) wrong.push(`the initial ${name} is not recorded`);
      if (
        !value &&
        !same(name, text, undefined) &&
        !removed.has(name) &&
        !undone.has(name) &&
        !hasMoved &&
        !left.has(name)
      )
        wrong.push(`the initial ${name} was never written`);
      continue;
    }
    if (left.has(name) && left.get(name) === (value?.text ?? null)) continue;
    if (!same(name, text, live.get(name)?.text))
      wrong.push(`${name} is declared as ${text} and live as ${live.get(name)?.text}`);
    if (!same(name, text, recorded.get(name)))
      wrong.push(`${name} is declared as ${text} and recorded as ${recorded.get(name)}`);
  }
  for (const name of recorded.keys()) if (!declared.has(name)) wrong.push(`${name} is recorded and not declared`);
  for (const [name, { by, row, column, text }] of live) {
    if (declared.has(name) || program.isReleased(row, column)) continue;
    if (program.exclusive) wrong.push(`${name} = ${text} is live, not declared, and the resource is exclusive`);
    else if (by !== "edit" && !orphans.has(name)) wrong.push(`${name} = ${text} was written by us and is nobody's now`);
  }
  return wrong;
}

/** Nothing is left to do, and the next change goes through. */
async function judgeRest(all: Play): Promise<readonly string[]> {
  const { stack, bench } = all;
  const requests: string[] = [];
  const again = await quiet(all, async () => {
    const result = await stack.up(inputsOf(all), { skipPreview: true });
    requests.push(...bench.simulator.requests().map(({ operation }) => operation));
    return result;
  });
  if (again.length > 0) return again.map((text) => `a second up: ${text}`);
  if (requests.length > 0) return [`a second up sends ${requests.join(", ")}`];
  const refreshed = await quiet(all, () => stack.refresh());
  return refreshed.map((text) => `a further refresh: ${text}`);
}

/** Runs a command that must succeed and, unless `mayChange`, find nothing to do. */
async function quiet(all: Play, run: () => Promise<RunResult>, mayChange = false): Promise<readonly string[]> {
  const outcome: { value?: RunResult } = {};
  const violations = await command(all, [], false, async () => (outcome.value = await run()));
  if (violations.length > 0) return violations;
  if (outcome.value?.failure !== undefined) return [`fails: ${outcome.value.failure}`];
  return mayChange || !outcome.value?.changed ? [] : ["finds a change"];
}
