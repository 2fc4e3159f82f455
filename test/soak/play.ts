/** Plays one history through the provider's verbs and judges it. */
import { personalities, type Fault } from "../../src/simulator";
import type { RunResult } from "../helpers/verb-stack";
import { Bench } from "./bench";
import { judgeEnd } from "./end";
import { chosenOf, isWhole, judgeStrict, offersOf, type Decision } from "./decisions";
import type { ForeignEdit, History, Step, Trouble, World } from "./history";
import { meaning } from "./meaning";
import { recordedTexts, recordsOverwrite, Watch } from "./oracle";
import { isForeign } from "./truth";
import { Program } from "./program";
import { expectedOf, judgeOutcome } from "./outcome";
import { openVerbStack, type OpenStack, type SoakStack } from "./stack";
import { silence, unlikely } from "./trouble";

/** What a history broke; empty when it was right. */
export type Violations = readonly string[];

/** What the parts of a play share. */
export interface Play {
  readonly history: History;
  readonly bench: Bench;
  readonly stack: SoakStack;
  readonly program: Program;
  /** Cells that somebody removed, as long as nobody wrote them again. */
  readonly removed: Set<string>;
  /**
   * Cells that a command removed of which state then knows nothing: to the next one, someone else has removed them. And cells whose recorded
   * value is one that the service does not keep.
   */
  readonly undone: Set<string>;
  /** Cells that decisions left to others, with what was live; null: nothing. */
  readonly left: Map<string, string | null>;
  /** The table's lock level now. */
  level: World["lockLevel"];
  /** Cells of ours that may rightly be nobody's: released, or written by a killed command that nobody could take note of. */
  readonly orphans: Set<string>;
}

/** Plays a history to its end, through the verbs unless another stack is opened. */
export async function play(history: History, open: OpenStack = openVerbStack): Promise<Violations> {
  const bench = await Bench.open(history.world, open !== openVerbStack);
  const stack = await open(bench.simulator);
  try {
    const parts = { history, bench, stack, program: new Program() };
    const all: Play = {
      ...parts,
      level: history.world.lockLevel,
      removed: new Set(),
      undone: new Set(),
      left: new Map(),
      orphans: new Set(),
    };
    for (const [index, step] of history.steps.entries()) {
      const violations = await playStep(all, step);
      if (violations.length > 0) return violations.map((text) => `step ${index + 1}: ${text}`);
    }
    return (await judgeEnd(all)).map((text) => `at the end: ${text}`);
  } finally {
    await stack.close();
    await bench.close();
  }
}

async function playStep(all: Play, step: Step): Promise<Violations> {
  switch (step.do) {
    case "edit":
      edit(all, step.edits);
      return [];
    case "level":
      await all.bench.setLevel(step.lockLevel);
      all.level = step.lockLevel;
      return [];
    case "refresh":
      return command(all, [], false, ({ stack }) => stack.refresh({ previewOnly: step.previewOnly }));
    case "destroy":
      return command(all, step.trouble, true, async ({ stack, bench }, arm) => {
        await bench.newProcess();
        arm();
        return stack.destroy();
      });
    case "decide":
      return decide(all, step);
    case "up": {
      step.changes.forEach((change) => all.program.apply(change));
      const { refresh, skipPreview, strict, between } = step;
      const troubled = [...step.trouble, ...between];
      return command(all, step.trouble, false, async (play, arm, watch) => {
        play.stack.said?.();
        const before = writersOf(play);
        const expected = troubled.length === 0 && !refresh ? await expectedOf(play) : undefined;
        const settle = async () => {
          watch.look(play.bench.truth());
          watch.edit(edit(play, between), play.bench.truth());
          await play.bench.newProcess();
          arm();
        };
        const result = await play.stack.up(inputsOf(play), { refresh, skipPreview, strict, settle });
        if (expected) watch.violations.push(...judgeOutcome(expected, result));
        if (strict)
          watch.violations.push(...judgeStrict(play.stack.said?.() ?? "", result.failure, wasWritten(play, before)));
        return result;
      });
    }
  }
}

/** An `up`, and where it stops at conflicts a second one with decisions that its message offers. */
async function decide(all: Play, { ways, refresh, between, trouble }: Step & { do: "decide" }): Promise<Violations> {
  let failure = "";
  const first = await command(all, [], false, async ({ stack }) => {
    const result = await stack.up(inputsOf(all), {});
    failure = result.failure ?? "";
    return result;
  });
  const offers = offersOf(failure);
  const decisions = chosenOf(offers, ways);
  if (first.length > 0 || decisions.length === 0) return first;
  edit(all, between);
  for (const { name, way, live } of decisions) if (way === "live") all.left.set(name, live);
  const isCertain = [...between, ...trouble].length === 0 && isWhole(failure) && !all.program.hasMoves;
  const isAll = decisions.length === new Set(offers.map(({ name }) => name)).size;
  const resolve = decisions.map(({ entry }) => entry).join("");
  const run = async ({ stack, bench }: Play, arm: () => void, watch: Watch) => {
    const settle = async () => {
      await bench.newProcess();
      arm();
    };
    const result = await stack.up(inputsOf(all), { refresh, resolve, settle });
    const isRight = (result.failure === undefined) === isAll;
    if (isCertain && !isRight)
      watch.violations.push(`decisions about ${decisions.length} of ${offers.length} lines: ${result.failure}`);
    return result;
  };
  return command(all, trouble, false, run, decisions);
}

/** The arguments of the resource. */
export function inputsOf({ bench, history, program }: Play) {
  return { ...bench.inputs(history.world.batchSize), ...program.inputs() };
}

/** Who wrote each cell last, other writers aside. */
function writersOf({ bench }: Play): ReadonlySet<string> {
  return new Set([...bench.truth()].filter(([, value]) => !isForeign(value)).map(([name, { by }]) => `${name} ${by}`));
}

function wasWritten(all: Play, before: ReadonlySet<string>): boolean {
  return [...writersOf(all)].some((cell) => !before.has(cell));
}

/** Somebody else writes. */
function edit({ bench, removed }: Play, edits: readonly ForeignEdit[]): string[] {
  const before = bench.truth();
  const names = bench.edit(edits);
  const now = bench.truth();
  for (const name of names) {
    if (now.has(name)) removed.delete(name);
    else if (before.has(name)) removed.add(name);
  }
  return names;
}

/** Runs a command of Pulumi's with its troubles, watched by the oracle. */
export async function command(
  all: Play,
  troubles: readonly Trouble[],
  destroys: boolean,
  run: (all: Play, arm: () => void, watch: Watch) => Promise<RunResult>,
  decisions: readonly Decision[] = [],
): Promise<Violations> {
  const { bench, stack, program, history, removed } = all;
  const { personality } = history.world;
  const lockLevel = all.level;
  const putBack = await stack.keep();
  const state = await stack.recorded();
  const recorded = recordedTexts(state);
  const overwrite = destroys ? recordsOverwrite(state) : program.overwrite;
  const service = personalities[personality] ?? {};
  await bench.newProcess();
  const watch = new Watch(
    { service, lockLevel, recorded, program, overwrite, decisions, left: all.left, destroys },
    bench.truth(),
    removed,
  );
  const arm = () => bench.simulator.setFaults(...troubles.flatMap((trouble) => faultsOf(trouble, all, watch)));
  const start = bench.truth();
  const result = await run(all, arm, watch);
  bench.simulator.setFaults();
  const isKilled = troubles.some(({ kind }) => kind === "kill");
  if (isKilled) await stack.killing?.bury();
  const now = bench.truth();
  watch.look(now);
  if ((isKilled && !stack.killing) || troubles.some(({ kind }) => kind === "discard")) await putBack();
  if (isKilled || troubles.some(({ kind }) => kind === "discard")) {
    for (const name of start.keys()) if (!now.has(name)) all.undone.add(name);
  }
  for (const [name, text] of recordedTexts(await stack.recorded()))
    if (meaning(name.split(" / ").pop() ?? "", text, service) === undefined) all.undone.add(name);
  for (const [name, { row, column }] of now) if (program.isReleased(row, column)) all.orphans.add(name);
  if (result.failure !== undefined || troubles.length > 0) {
    for (const [name, { by }] of now) if (by !== "edit" && start.get(name)?.by !== by) all.orphans.add(name);
  }
  const excess = bench.takeExcess();
  const faulty = troubles.some((trouble) => trouble.kind === "fault" && trouble.fault === "throttle");
  return [...watch.violations, ...(faulty ? [] : excess), ...unlikely(result.failure)];
}

function faultsOf(trouble: Trouble, all: Play, watch: Watch): Fault[] {
  switch (trouble.kind) {
    case "fault":
      return [{ kind: trouble.fault, nth: trouble.nth, times: trouble.times }];
    case "kill": {
      const { killing } = all.stack;
      if (killing) return [{ kind: "edit", nth: trouble.nth, run: () => killing.kill(trouble.applied) }];
      return silence(trouble);
    }
    case "edit": {
      const run = () => {
        watch.look(all.bench.truth());
        watch.edit(edit(all, trouble.edits), all.bench.truth());
      };
      return [{ kind: "edit", nth: trouble.nth, run }];
    }
    case "discard":
      return [];
  }
}
