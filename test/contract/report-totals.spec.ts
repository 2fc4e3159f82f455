/** What a report promises is what the `up` after it does: on random tables and programs, in every mode of ownership and consent. */
import assert from "node:assert/strict";
import { UpdateDataTableAttributeCommand } from "@aws-sdk/client-connect";
import fc from "fast-check";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { RowInputs } from "../../src/provider/values/state/inputs";
import { reportPreview } from "../../src/report/preview/from-preview";
import type { Totals } from "../../src/report/report";
import { previewJson } from "../helpers/preview-json";
import { Stack, type StackResource } from "../helpers/stack";
import { instanceId, type ValuesBench } from "../helpers/values-bench";
import { stored, withBench } from "./values-bench";

const stores = ["Berlin", "Paris", "Rome", "Oslo"] as const;
const cell = {
  Opens: fc.option(fc.constantFrom("08:00", "09:00", 'it\u2019s "x" → y'), { freq: 5 }),
  Seats: fc.option(fc.constantFrom(1, 2, "1.0"), { freq: 5 }),
  Note: fc.option(fc.constantFrom("a", "b"), { freq: 5 }),
};

/** Rows of a program; a cell may be released (`null`) or left out, a row is never empty. */
const rows = fc.dictionary(
  fc.constantFrom(...stores),
  fc.record(cell, { requiredKeys: [] }).filter((row) => Object.keys(row).length > 0),
  { noNullPrototype: true },
);

/** Someone else's edits: which cell, and the text; absent removes it. */
const edits = fc.array(
  fc.oneof(
    fc.record({
      store: fc.constantFrom(...stores),
      column: fc.constantFrom("Opens", "Note"),
      value: fc.constantFrom("08:00", "a", "x", null),
    }),
    fc.record({
      store: fc.constantFrom(...stores),
      column: fc.constant("Seats"),
      value: fc.constantFrom("1", "1.0", "7", null),
    }),
  ),
  { maxLength: 6 },
);

const setup = fc.record({
  before: edits,
  first: fc.option(rows, { freq: 4 }),
  between: edits,
  then: rows,
  refresh: fc.constantFrom("none", "none", "separate", "inside"),
  ownership: fc.constantFrom("declared", "declared", "exclusive"),
  onConflict: fc.constantFrom("fail", "overwrite"),
  exported: fc.constantFrom(undefined, "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"),
  ignore: fc.constantFrom(undefined, undefined, { columns: ["Note"] }, { rows: ["R*"] }),
  sensitive: fc.constantFrom(undefined, undefined, ["Opens"]),
  moved: fc.constantFrom(undefined, undefined, [{ from: "Berlin", to: "Paris" }]),
  renamed: fc.constantFrom(false, false, true),
});

type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

/** What an `up` did, told from the table and from state on both sides of it. */
type Done = Pick<Totals, "create" | "update" | "delete" | "release" | "takeOver" | "rename" | "move">;

type Cells = Record<string, Record<string, unknown>>;

function flat(cells: Cells | undefined): Map<string, unknown> {
  return new Map(
    Object.entries(cells ?? {}).flatMap(([row, columns]) =>
      Object.entries(columns).map(([column, value]) => [`${row}\n${column}`, value] as const),
    ),
  );
}

/** Cells that are recorded, where they stand after the column's other name and the moved row. */
function recorded(
  stack: Stack,
  { isRenamed, isMoved }: { isRenamed: boolean; isMoved: boolean },
): Map<string, unknown> {
  const [entry] = stack.entriesOf("DataTableValues");
  const all = flat((entry?.outputs as { rows?: Cells } | undefined)?.rows);
  const known = [...all].filter(([, value]) => value !== null);
  return new Map(known.map(([key, value]) => [placeOf(key, { isRenamed, isMoved }), value]));
}

function placeOf(key: string, { isRenamed, isMoved }: { isRenamed: boolean; isMoved: boolean }): string {
  const [row = "", column = ""] = key.split("\n");
  return `${isMoved && row === "Berlin" ? "Paris" : row}\n${isRenamed && column === "Note" ? "Remark" : column}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return (
    a === b || (a !== undefined && b !== undefined && a !== null && b !== null && a !== "" && Number(a) === Number(b))
  );
}

/** Plays what was there before, and answers the last program. */
async function prepare(bench: ValuesBench, stack: Stack, given: Setup): Promise<StackResource> {
  const resource = (args: object): StackResource => ({
    type: "DataTableValues",
    name: "hours",
    args: { ...bench.inputs, guard: false, ...args },
  });
  const edit = (list: Setup["before"]) => {
    for (const { store, column, value } of list)
      bench.simulator.edit({ table: "Hours", keys: { Store: store }, column, value });
  };
  edit(given.before);
  if (given.first) {
    const first = resource({ rows: given.first, onConflict: "overwrite" });
    assert.equal((await stack.up([first], { skipPreview: true })).failure, undefined);
  }
  edit(given.between);
  if (given.renamed) await renameNote(bench);
  if (given.refresh === "separate") await stack.refresh();
  const { then, ownership, onConflict, exported, ignore, sensitive, moved } = given;
  return resource({
    rows: given.renamed ? withRemark(then) : then,
    ...(given.renamed && { renamed: { Note: "Remark" } }),
    ownership,
    onConflict,
    ...(exported !== undefined && { exported: { at: exported, from: `${instanceId}/${bench.tableId}` } }),
    ...(ignore && { ignore }),
    ...(sensitive && { sensitive }),
    ...(moved && { moved }),
  });
}

function withRemark(rows: Setup["then"]): ValuesInputs["rows"] {
  const rename = (row: object) =>
    Object.entries(row).map(([name, value]) => [name === "Note" ? "Remark" : name, value as unknown]);
  return Object.fromEntries(
    Object.entries(rows).map(([key, row]) => [key, Object.fromEntries(rename(row)) as RowInputs]),
  );
}

async function renameNote({ client, tableId }: ValuesBench): Promise<void> {
  await client.send(
    new UpdateDataTableAttributeCommand({
      InstanceId: instanceId,
      DataTableId: tableId,
      AttributeName: "Note",
      Name: "Remark",
      ValueType: "TEXT",
    }),
  );
}

/** What the last command did. */
function doneOf(
  before: Map<string, unknown>,
  after: Map<string, unknown>,
  state: { old: Map<string, unknown>; now: Map<string, unknown> },
  given: Setup,
  moves: number,
): Done {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const count = (test: (key: string) => boolean) => keys.filter(test).length;
  const isHandedOver = (key: string) => {
    const [row = "", column = ""] = key.split("\n");
    const isIgnored = given.ignore && ("columns" in given.ignore ? column === "Note" : row.startsWith("R"));
    const cells: Record<string, unknown> = given.then[row as (typeof stores)[number]] ?? {};
    return isIgnored === true || cells[column === "Remark" ? "Note" : column] === null;
  };
  return {
    create: count((key) => !before.has(key) && after.has(key)),
    update: count((key) => before.has(key) && after.has(key) && before.get(key) !== after.get(key)),
    delete: count((key) => before.has(key) && !after.has(key)),
    release: [...state.old.keys()].filter((key) => !state.now.has(key) && isHandedOver(key)).length,
    takeOver: [...state.now].filter(
      ([key, value]) =>
        before.has(key) &&
        before.get(key) === after.get(key) &&
        isSame(value, after.get(key)) &&
        !isSame(state.old.get(key), value),
    ).length,
    rename: given.renamed && [...state.old.keys()].some((key) => key.endsWith("\nRemark")) ? 1 : 0,
    move: moves,
  };
}

/** Asserts that preview and `up` of a setup say the same; answers false where one of them refused. */
async function compare(given: Setup, bench: ValuesBench): Promise<boolean> {
  const stack = new Stack("dev");
  const resource = await prepare(bench, stack, given);
  const refresh = given.refresh === "inside";
  const preview = await stack.preview([resource], { refresh });
  bench.simulator.clearRequests();
  const live = () => flat(stored(bench));
  const [before, unmoved] = [live(), recorded(stack, { isRenamed: given.renamed, isMoved: false })];
  const up = await stack.up([resource], { refresh, skipPreview: true });
  if (preview.failure !== undefined || up.failure !== undefined) {
    const isTold = preview.failure !== undefined || preview.messages.some(({ text }) => text.includes("[CONFLICT]"));
    assert.ok(isTold, `the preview was green, and the up failed: ${up.failure}`);
    return false;
  }
  const moves = bench.simulator
    .requests()
    .filter(({ operation }) => operation === "UpdateDataTablePrimaryValues").length;
  const shifted = (cells: Map<string, unknown>) =>
    new Map([...cells].map(([key, value]) => [placeOf(key, { isRenamed: false, isMoved: moves > 0 }), value]));
  const now = recorded(stack, { isRenamed: false, isMoved: false });
  const done = doneOf(shifted(before), live(), { old: shifted(unmoved), now }, given, moves);
  const read = reportPreview(previewJson(preview));
  assert.ok("report" in read);
  const { totals } = read.report;
  const promised = Object.fromEntries(Object.keys(done).map((name) => [name, totals[name as keyof Done]]));
  assert.deepEqual(
    promised,
    done,
    `${previewJson(preview)}\n${JSON.stringify(Object.fromEntries(before))}\n${up.messages.map(({ text }) => text).join("\n")}`,
  );
  return true;
}

describe("the report of a preview", () => {
  it("has the totals of what the up then writes, releases, takes over and renames: 200 random pairs", async function () {
    this.timeout(120_000);
    const property = fc.asyncProperty(setup, async (given) => {
      let isCompared = false;
      await withBench(async (bench) => {
        isCompared = await compare(given, bench);
      });
      fc.pre(isCompared);
    });
    await fc.assert(property, {
      numRuns: Number(process.env.REPORT_RUNS ?? 200),
      ...(process.env.REPORT_SEED && { seed: Number(process.env.REPORT_SEED) }),
    });
  });
});
