/** Plays stories on scratch tables of a real instance. */
import { strict as assert } from "node:assert";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import { VerbStack } from "../helpers/verb-stack";
import { scenarios } from "../scenario/scenarios";
import { edited, many, manyHold, up, type Expected, type Scenario, type Step } from "../scenario/story";
import { canonical, columns, expectFailure } from "../scenario/sweep";
import { LiveTable, type Live } from "./live-table";

/** Steps that a real instance can be made to do. */
type LiveStep = Exclude<
  Step,
  { fault: unknown } | { deny: unknown } | { room: unknown } | { rename: unknown } | { level: unknown }
>;

const isLive = (step: Step): step is LiveStep =>
  "up" in step || "edit" in step || "refresh" in step || "destroy" in step;

/** A table is filled, somebody edits it, the drift is seen and repaired, and everything goes. */
const quickstart: Scenario = {
  name: "the quickstart’s story",
  steps: [
    up(many("09:00"), manyHold("09:00")),
    { edit: [edited("Opens", "10:30", "S07")] },
    { refresh: true, changes: true },
    up(many("09:00"), manyHold("09:00")),
    { destroy: true, holds: {} },
  ],
};

/** The stories that need no scripted fault. */
export const liveScenarios: readonly Scenario[] = [quickstart, ...scenarios.filter(({ steps }) => steps.every(isLive))];

/** Plays one story; its table is removed however it ends. @throws AssertionError with the number of the step. */
export async function playLive(live: Live, scenario: Scenario, level: DataTableLockLevel = "VALUE"): Promise<void> {
  const table = await LiveTable.make(live, scenario.columns ?? columns, level);
  const stacks = { own: new VerbStack(), other: new VerbStack("other") };
  try {
    for (const [index, step] of scenario.steps.entries()) {
      await playStep(step as LiveStep, table, stacks).catch((error: Error) => {
        error.message = `step ${index + 1}: ${error.message}`;
        throw error;
      });
    }
  } finally {
    await table.remove();
  }
}

type Stacks = Readonly<Record<"own" | "other", VerbStack>>;

async function playStep(step: LiveStep, table: LiveTable, stacks: Stacks): Promise<void> {
  if ("edit" in step) for (const edit of step.edit) await table.edit(edit);
  else if ("refresh" in step) assert.deepEqual(await stacks.own.refresh(), { changed: step.changes });
  else if ("destroy" in step) {
    const { failure } = await stacks[step.other ? "other" : "own"].destroy();
    expectFailure(failure, step.fails);
    await assertHolds(table, step.holds);
  } else await playUp(step, table, stacks[step.other ? "other" : "own"]);
}

async function playUp(step: Extract<LiveStep, { up: unknown }>, table: LiveTable, stack: VerbStack): Promise<void> {
  const program = { ...table.inputs(), ...step.up };
  if (step.allow !== undefined) process.env.CONNECT_DATA_TABLES_ALLOW = step.allow;
  const { failure } = await stack
    .up(program, { refresh: step.refreshFirst })
    .finally(() => delete process.env.CONNECT_DATA_TABLES_ALLOW);
  const fails = "fails" in step ? step.fails : undefined;
  expectFailure(failure, fails);
  if (step.holds) await assertHolds(table, step.holds);
  if (fails === undefined) assert.equal((await stack.up(program)).changed, false, "a second up has something to do");
}

async function assertHolds(table: LiveTable, expected: Expected): Promise<void> {
  assert.deepEqual(canonical(await table.values(), {}), canonical(expected, {}));
}
