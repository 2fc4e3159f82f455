/** The shortest histories that once broke something, each with its cause. */
import { strict as assert } from "node:assert";
import { closeSimulators } from "./service";
import type { History, Step, World } from "./history";
import { play } from "./play";
import type { StacksHistory } from "./stacks/history";
import { playStacks } from "./stacks/play";

const world: World = { personality: "documented", lockLevel: "VALUE", batchSize: 25, start: [] };
const up = (
  changes: Extract<Step, { do: "up" }>["changes"],
  more: Partial<Extract<Step, { do: "up" }>> = {},
): Step => ({
  ...{ do: "up", changes, refresh: false, skipPreview: false, between: [], trouble: [] },
  ...more,
});
const edit = (row: number, column: number, value: number | null) => ({ row, column, value });

const histories: Readonly<Record<string, History>> = {
  // diff did not count onConflict, so the outputs, which a destroy goes by, kept an "overwrite" that the program had taken back.
  "an overwrite that was taken back does not live on in a destroy": {
    world,
    steps: [
      up([
        { kind: "set", row: 0, column: 0, value: 0 },
        { kind: "onConflict", overwrite: true },
      ]),
      up([{ kind: "onConflict", overwrite: false }]),
      { do: "edit", edits: [edit(0, 0, 1)] },
      { do: "destroy", trouble: [] },
    ],
  },
  // The judge: it went by the program, which said "fail"; the update that was to record this was lost, and a destroy goes by state.
  "an overwrite that a lost update took back is what a destroy goes by": {
    world,
    steps: [
      up([
        { kind: "set", row: 0, column: 0, value: 0 },
        { kind: "onConflict", overwrite: true },
      ]),
      up([{ kind: "onConflict", overwrite: false }], { trouble: [{ kind: "discard" }] }),
      { do: "edit", edits: [edit(0, 0, 1)] },
      { do: "destroy", trouble: [] },
    ],
  },
  // A refresh in exclusive mode puts others' cells into the inputs, so the engine saw no difference to a program that declares just these.
  "a cell that is declared after a refresh has shown it as another's is recorded": {
    world,
    steps: [
      up([{ kind: "ownership", exclusive: true }]),
      { do: "edit", edits: [edit(0, 0, 0)] },
      { do: "refresh", previewOnly: false },
      up([{ kind: "set", row: 0, column: 0, value: 0 }]),
    ],
  },
  // The look whether an empty text is kept took another's text, written just before it, for "it is kept"; then it was created for ever.
  ...Object.fromEntries(
    [4, 5, 6, 7].map((nth) => [
      `an edit before request ${nth} teaches nothing about empty texts`,
      {
        world: { ...world, personality: "normalising" },
        steps: [
          up([{ kind: "set", row: 0, column: 0, value: 2 }], {
            skipPreview: true,
            trouble: [{ kind: "edit", nth, edits: [edit(0, 0, 0)] }],
          }),
          { do: "edit", edits: [edit(0, 0, null)] },
        ],
      },
    ]),
  ),
  // The message of the conflict advised a refresh, which keeps the decision, so that the same conflict was met for ever.
  "a cell that was left is decided again when the program changes": {
    world: { ...world, start: [edit(0, 0, 0)] },
    steps: [
      up([{ kind: "fill", value: 1 }]),
      { do: "decide", ways: ["live"], refresh: false, between: [], trouble: [] },
      up([{ kind: "fill", value: 2 }], { between: [edit(0, 0, null)] }),
    ],
  },
  // The judge held a cell that was left to others for recorded as ours; the docs say that exclusive mode removes it once no one declares it.
  "a cell that was left goes in exclusive mode when its row leaves the program": {
    world: { ...world, start: [edit(3, 0, 0)] },
    steps: [
      up([
        { kind: "ownership", exclusive: true },
        { kind: "fill", value: 1 },
      ]),
      { do: "decide", ways: ["live"], refresh: false, between: [], trouble: [] },
      up([{ kind: "dropRow", row: 3 }]),
      { do: "edit", edits: [edit(0, 0, null)] },
    ],
  },
  // A create without a lock version whose answer tells none left the row's old version in place, for every later cell of the row to carry.
  "versions that no answer tells are read again, however often a request was refused": {
    world: {
      personality: "in-request-409",
      lockLevel: "PRIMARY_VALUE",
      batchSize: 4,
      start: [edit(1, 0, 0), edit(1, 1, 0)],
    },
    steps: [
      up(
        [
          { kind: "set", row: 1, column: 0, value: 1 },
          { kind: "set", row: 5, column: 0, value: 0 },
        ],
        { trouble: [{ kind: "discard" }] },
      ),
      up([], { skipPreview: true, trouble: [{ kind: "edit", nth: 1, edits: [edit(2, 0, 0)] }] }),
      up([{ kind: "fill", value: 0 }]),
    ],
  },
  // The judge took the second first value for one that was never written; the first one was an empty string, which this service does not keep.
  "an empty string is a first value, also where the service keeps none": {
    world: { personality: "normalising", lockLevel: "VALUE", batchSize: 25, ignoreCase: false, start: [] },
    steps: [
      up([{ kind: "initial", initial: 2 }]),
      up([{ kind: "set", row: 0, column: 0, value: 2 }]),
      up([{ kind: "fill", value: 0 }]),
    ],
  },
  // A text that somebody removed just after it was written was taken for one that the service does not keep, and never written again.
  ...Object.fromEntries(
    [4, 5, 6, 7].map((nth) => [
      `a removal before request ${nth} teaches nothing about empty texts`,
      {
        world,
        steps: [
          up([{ kind: "set", row: 0, column: 0, value: 2 }], {
            skipPreview: true,
            trouble: [{ kind: "edit", nth, edits: [edit(0, 0, null)] }],
          }),
        ],
      },
    ]),
  ),
  // Rows of which every cell is released were not among the known ones, so a live row in another spelling was nobody's, and was removed.
  "a released cell is not removed in exclusive mode, however its row is spelled": {
    world: { ...world, ignoreCase: true },
    steps: [
      up([{ kind: "ownership", exclusive: true }], { between: [edit(0, 0, null)] }),
      up([{ kind: "null", row: 0, column: 0 }], { between: [edit(0, 0, 0)] }),
      { do: "edit", edits: [edit(0, 0, null)] },
    ],
  },
};

const plain = { refresh: false, skipPreview: false, between: [], trouble: [] } as const;

const ofStacks: Readonly<Record<string, StacksHistory>> = {
  // A failed run gave one cell to two resources; the one that gave it up deleted it before the other one, unchanged, was checked.
  "a cell that one of two owners gives up is still there for the other": {
    world: {
      personality: "documented",
      lockLevel: "VALUE",
      batchSize: 25,
      parallel: true,
      adopts: [true, false],
      filled: [],
      present: ["v0", "t0", "v1"],
      program: [{ kind: "rename", resource: "t0", alias: false }],
    },
    steps: [
      { do: "up", stack: 0, changes: [], replace: ["t0"], ...plain },
      {
        do: "up",
        stack: 0,
        changes: [
          { kind: "set", values: "v1", row: 0, column: 0, value: 2 },
          { kind: "fill", values: "v0", value: 2 },
          { kind: "allowDelete", table: "t0", on: true },
        ],
        targets: ["v0"],
        ...plain,
      },
    ],
  },
  // A trigger replaces without a diff: the create knew the recorded inputs and no marks, and replaced what a refresh had accepted unlisted.
  "an accepted value is listed when a trigger, which shows no diff, replaces the resource": {
    world: {
      personality: "documented",
      lockLevel: "VALUE",
      batchSize: 25,
      parallel: false,
      adopts: [false, false],
      filled: [],
      present: ["v1"],
      program: [
        { kind: "set", values: "v1", row: 5, column: 1, value: 1 },
        { kind: "trigger", resource: "v1", value: 0 },
        { kind: "overwrite", values: "v1", on: false },
      ],
    },
    steps: [
      { do: "up", stack: 0, changes: [], refresh: false, skipPreview: true, between: [], trouble: [] },
      { do: "edit", edits: [{ table: 2, row: 5, column: 1, value: 0 }] },
      { do: "refresh", stack: 0, previewOnly: false },
      {
        do: "up",
        stack: 0,
        changes: [{ kind: "trigger", resource: "v1", value: 1 }],
        refresh: false,
        skipPreview: true,
        between: [],
        trouble: [],
      },
    ],
  },
  // The judge held on to where the cell came from first; the new copy had made it anew, so that it goes with the resource.
  "a cell that was there first, and that someone removed, is a new copy's own": {
    world: {
      personality: "documented",
      lockLevel: "VALUE",
      batchSize: 25,
      parallel: false,
      adopts: [false, false],
      filled: [{ table: 2, row: 6, column: 1, value: 0 }],
      present: ["v1", "t0"],
      program: [{ kind: "set", values: "v1", row: 6, column: 1, value: 0 }],
    },
    steps: [
      { do: "up", stack: 0, changes: [], ...plain },
      { do: "edit", edits: [{ table: 2, row: 6, column: 1, value: null }] },
      { do: "taint", stack: 0, resource: "v1", on: true },
      { do: "up", stack: 0, changes: [], ...plain },
    ],
  },
  // The update of the other owner read the cell that this very run had removed, and took it for settled.
  "a cell that one of two owners gives up is created again, though a read that lags behind still shows it": {
    world: {
      personality: "lagging",
      lockLevel: "PRIMARY_VALUE",
      batchSize: 25,
      parallel: true,
      adopts: [true, false],
      filled: [],
      present: ["v1", "t0", "v0"],
      program: [{ kind: "set", values: "v0", row: 0, column: 0, value: 0 }],
    },
    steps: [
      { do: "up", stack: 0, changes: [], refresh: false, skipPreview: true, between: [], trouble: [] },
      {
        do: "up",
        stack: 0,
        changes: [{ kind: "set", values: "v1", row: 0, column: 0, value: 0 }],
        refresh: false,
        skipPreview: true,
        targets: ["v1"],
        between: [],
        trouble: [],
      },
      {
        do: "up",
        stack: 0,
        changes: [{ kind: "drop", values: "v1", row: 0, column: 0 }],
        refresh: false,
        skipPreview: true,
        between: [],
        trouble: [],
      },
    ],
  },
  // The program of the history: it declared values, by its id, in a table without columns.
  "a table whose create was killed, and that the program then drops": {
    world: {
      ...{ personality: "documented", lockLevel: "VALUE", batchSize: 25, parallel: false, adopts: [false, false] },
      ...{ filled: [], present: ["t1", "t0", "v2"], program: [] },
    },
    steps: [
      { do: "up", stack: 0, changes: [], ...plain, trouble: [{ kind: "kill", nth: 9, applied: true }] },
      { do: "up", stack: 0, changes: [{ kind: "remove", resource: "t1" }], ...plain },
    ],
  },
};

describe("histories that the soak has found", function () {
  this.timeout(60_000);
  after(closeSimulators);
  for (const [name, history] of Object.entries(histories)) {
    it(name, async () => assert.deepEqual(await play(history), []));
  }
  for (const [name, history] of Object.entries(ofStacks)) {
    it(name, async () => assert.deepEqual(await playStacks(history), []));
  }
});
