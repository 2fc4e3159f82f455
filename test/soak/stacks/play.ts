/** Plays one history of stacks and judges every command. */
import { personalities, type Fault } from "../../../src/simulator";
import { nameOf, type CommandResult } from "../../helpers/stack";
import { cellOf, chosenOf, isWhole, offersOf, type Decision } from "../decisions";
import { StacksBench } from "./bench";
import { openVerbDriver, type Driver, type OpenDriver } from "./driver";
import { judgeEnd } from "./end";
import {
  tableNames,
  rows,
  columns,
  type Edit,
  type ResourceId,
  type StacksHistory,
  type Step,
  type Trouble,
} from "./history";
import { declaredCells, freshNames, Watch, type Judged } from "./judge";
import { Ledger } from "./ledger";
import { Program } from "./program";
import { silence, unlikely } from "../trouble";

/** What the parts of a play share. */
export interface Play {
  readonly history: StacksHistory;
  readonly bench: StacksBench;
  readonly driver: Driver;
  readonly programs: readonly [Program, Program];
  readonly ledger: Ledger;
  /** Counts how the commands ended, for whoever wants to know what histories are good for. */
  readonly tally?: (what: string) => void;
}

/** Plays a history to its end; answers what it broke. */
export async function playStacks(
  history: StacksHistory,
  open: OpenDriver = openVerbDriver,
  tally?: Play["tally"],
): Promise<readonly string[]> {
  const { world } = history;
  const bench = await StacksBench.open(world, open !== openVerbDriver);
  const driver = await open(bench.simulator, world.parallel);
  const programs = [new Program(world, true), new Program(world, false)] as const;
  const play: Play = {
    history,
    bench,
    driver,
    programs,
    ledger: new Ledger(personalities[world.personality] ?? {}),
    tally,
  };
  try {
    world.program.forEach((change) => programs[0].apply(change));
    for (const [index, step] of history.steps.entries()) {
      const violations = await playStep(play, step);
      if (violations.length > 0) return violations.map((text) => `step ${index + 1}: ${text}`);
    }
    return (await judgeEnd(play)).map((text) => `at the end: ${text}`);
  } finally {
    await driver.close();
    await bench.close();
  }
}

async function playStep(play: Play, step: Step): Promise<readonly string[]> {
  switch (step.do) {
    case "edit":
      edit(play, step.edits);
      return [];
    case "editAll":
      edit(play, everyCell(step.table, step.value));
      return [];
    case "taint":
      await stackOf(play, step.stack).taint(namesOf(play, step.stack, [step.resource])[0] ?? "", step.on);
      return [];
    case "renameStack":
      await stackOf(play, step.stack).rename();
      return [];
    case "move":
      await move(play, step.from, step.resources);
      return [];
    case "preview":
      return command(play, { stack: step.stack, what: "read", refreshes: step.refresh }, [], (arm) => {
        arm();
        return stackOf(play, step.stack).preview(resourcesOf(play, step.stack), { refresh: step.refresh });
      });
    case "refresh":
      return refresh(play, step.stack, step.previewOnly);
    case "destroy":
      return destroy(play, step);
    case "decide":
      return decide(play, step);
    case "up":
      return up(play, step);
  }
}

/** An `up`, and where it stops at conflicts a second one with decisions that its message offers. */
async function decide(play: Play, step: Extract<Step, { do: "decide" }>): Promise<readonly string[]> {
  const { stack, ways, between, ...how } = step;
  const plain = { stack, changes: [], refresh: false, skipPreview: false, between: [], trouble: [] };
  let failure = "";
  const first = await up(play, plain, (result) => (failure = result.failure ?? ""));
  const offers = offersOf(failure);
  const decisions = chosenOf(offers, ways);
  if (first.length > 0 || decisions.length === 0) return first;
  edit(play, between);
  const isAll = decisions.length === new Set(offers.map(cellOf)).size;
  let again: string | undefined;
  const second = await up(play, { ...plain, ...how }, (result) => (again = result.failure), decisions);
  play.tally?.(`decide ${kindOf(again)}`);
  const isCertain = [...between, ...how.trouble].length === 0 && isWhole(failure);
  const isWrong = isCertain && !isAll && again === undefined;
  return isWrong ? [...second, `went on with ${decisions.length} decisions about ${offers.length} lines`] : second;
}

/** `pulumi refresh`. */
export function refresh(
  play: Play,
  stack: number,
  previewOnly = false,
  tell?: (result: CommandResult) => void,
): Promise<readonly string[]> {
  return command(play, { stack, what: "read", refreshes: true }, [], async () => {
    const result = await stackOf(play, stack).refresh({ previewOnly });
    tell?.(result);
    return result;
  });
}

/** `pulumi destroy`. */
export function destroy(
  play: Play,
  step: Omit<Extract<Step, { do: "destroy" }>, "do">,
  tell?: (result: CommandResult) => void,
): Promise<readonly string[]> {
  const { stack, refresh, trouble } = step;
  const targets = step.targets && namesOf(play, stack, step.targets);
  return command(play, { stack, what: "destroy", refreshes: refresh, targets }, trouble, async (arm) => {
    arm();
    const result = await stackOf(play, stack).destroy({ refresh, targets });
    tell?.(result);
    return result;
  });
}

/** `pulumi up`, after the changes of the program. */
export async function up(
  play: Play,
  step: Omit<Extract<Step, { do: "up" }>, "do">,
  tell?: (result: CommandResult) => void,
  decisions: readonly Decision[] = [],
): Promise<readonly string[]> {
  const { stack, refresh, skipPreview, strict, between, trouble } = step;
  const program = programOf(play, stack);
  for (const change of step.changes) {
    program.apply(
      change,
      change.kind === "export" ? await play.bench.export(tableNames[change.from] ?? "") : undefined,
    );
  }
  const targets = step.targets && namesOf(play, stack, step.targets);
  const replace = step.replace && namesOf(play, stack, step.replace);
  const pointed = pointedOf(play, stack, targets);
  const judged: Judged = { stack, what: "up", refreshes: refresh, pointed, targets, strict, decisions };
  return command(play, judged, trouble, async (arm, watch) => {
    const settle = async () => {
      watch.look();
      watch.edit(play.bench.edit(between));
      await play.bench.newProcess();
      arm();
    };
    if (skipPreview) arm();
    const diesBeforeDeletes = trouble.some(({ kind }) => kind === "crash");
    const options = {
      refresh,
      skipPreview,
      targets,
      replace,
      settle: skipPreview ? undefined : settle,
      diesBeforeDeletes,
      strict,
      ...(decisions.length > 0 && { resolve: decisions.map(({ entry }) => entry).join("") }),
    };
    const result = await stackOf(play, stack).up(resourcesOf(play, stack), options);
    tell?.(result);
    return result;
  });
}

/** The values resources that a command works on. */
function pointedOf(play: Play, stack: number, targets: readonly string[] | undefined) {
  const names = resourcesOf(play, stack).map(({ name }) => name);
  return structuredCopy(programOf(play, stack).pointed()).filter(
    ({ declaration: { name } }) => names.includes(name) && (targets?.includes(name) ?? true),
  );
}

function structuredCopy<T>(value: T): T {
  return structuredClone(value);
}

/** Runs a command with its troubles, watched by the judge. */
async function command(
  play: Play,
  judged: Omit<Judged, "pointed"> & Partial<Pick<Judged, "pointed">>,
  troubles: readonly Trouble[],
  run: (arm: () => void, watch: Watch) => Promise<CommandResult>,
): Promise<readonly string[]> {
  const { bench, ledger, history, tally } = play;
  const stack = stackOf(play, judged.stack);
  await bench.newProcess();
  const before = await stack.entries();
  const { pointed = [] } = judged;
  const watch = new Watch({ ...judged, pointed }, history.world, ledger, bench, before);
  const arm = () =>
    bench.simulator.setFaults(...troubles.flatMap((trouble) => faultsOf(trouble, play, judged.stack, watch)));
  const result = await run(arm, watch);
  bench.simulator.setFaults();
  const isKilled = troubles.some(({ kind }) => kind === "kill" || kind === "crash");
  if (isKilled) await stack.bury();
  const after = await stack.entries();
  tally?.(`${judged.what} ${kindOf(result.failure)}`);
  const { messages, steps, failure } = result;
  const violations = watch.verdict({ failure, isKilled, messages, steps, after });
  const declares = new Map(
    pointed.flatMap(({ declaration, place }) => [...declaredCells(declaration, bench.idOf(place) ?? "")]),
  );
  ledger.noteCommand({
    stack: judged.stack,
    before,
    after,
    start: watch.start,
    end: bench.truth(),
    declares: judged.what === "up" ? declares : new Map(),
    isSmooth: failure === undefined && troubles.length === 0,
    edited: watch.edited,
    fresh: freshNames(steps),
  });
  return [...violations, ...unlikely(failure)];
}

function faultsOf(trouble: Trouble, play: Play, stack: number, watch: Watch): Fault[] {
  switch (trouble.kind) {
    case "fault":
      return [{ kind: trouble.fault, nth: trouble.nth, times: trouble.times }];
    case "kill": {
      const { nth, applied } = trouble;
      const kill: Fault = { kind: "edit", nth, run: () => stackOf(play, stack).kill(applied) };
      return play.driver.isReal ? [kill] : [kill, ...silence(trouble)];
    }
    case "crash":
      if (!play.driver.isReal) return [];
      return (["BatchDeleteDataTableValue", "DeleteDataTable"] as const).flatMap((operation): Fault[] => [
        { kind: "edit", operation, run: () => stackOf(play, stack).kill(true) },
        { kind: "lost-before", operation, times: null },
      ]);
    case "edit": {
      const run = () => {
        watch.look();
        watch.edit(play.bench.edit(trouble.edits));
      };
      return [{ kind: "edit", nth: trouble.nth, run }];
    }
  }
}

async function move(play: Play, from: number, resources: readonly ResourceId[]): Promise<void> {
  const to = 1 - from;
  const [source, target] = [programOf(play, from), programOf(play, to)];
  const there = await stackOf(play, from).entries();
  const taken = new Set((await stackOf(play, to).entries()).map(({ urn }) => nameOf(urn)));
  const moved = resources.filter((id) => {
    const { isPresent, name } = source.resource(id);
    return (
      isPresent && !target.resource(id).isPresent && !taken.has(name) && there.some(({ urn }) => nameOf(urn) === name)
    );
  });
  const names = moved.map((id) => source.resource(id).name);
  if (names.length === 0) return;
  play.ledger.noteMove(
    from,
    to,
    there.filter(({ urn }) => names.includes(nameOf(urn))),
  );
  await play.driver.move(from, names);
  for (const id of moved) source.give(id, target);
}

function edit({ bench, ledger }: Play, edits: readonly Edit[]): void {
  const before = bench.truth();
  const cells = bench.edit(edits);
  ledger.noteEdits(cells, before, bench.truth());
}

function everyCell(table: number, value: number): Edit[] {
  return rows.flatMap((_, row) => columns.map((_, column) => ({ table, row, column, value })));
}

/** The resources of a program now. */
export function resourcesOf({ bench, programs }: Play, stack: number) {
  return programs[stack === 0 ? 0 : 1].resources(bench.simulator.url, (place) => bench.idOfWhole(place));
}

export function programOf({ programs }: Play, stack: number): Program {
  return programs[stack === 0 ? 0 : 1];
}

function stackOf({ driver }: Play, stack: number) {
  return driver.stacks[stack === 0 ? 0 : 1];
}

function namesOf(play: Play, stack: number, resources: readonly ResourceId[]): string[] {
  return resources.map((id) => programOf(play, stack).resource(id).name);
}

/** What kind of failure it is. */
function kindOf(failure: string | undefined): string {
  if (failure === undefined) return "succeeded";
  return /\[([A-Z_]+)\]/.exec(failure)?.[1] ?? (/--target/.test(failure) ? "targets" : failure.slice(0, 60));
}
