import { strict as assert } from "node:assert";
import { rememberStackConfig } from "../../src/provider/host/run";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { unknownValue } from "../../src/provider/host/engine-values";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, requests, stored, withBench } from "./values-bench";

const edit = (bench: ValuesBench, Store: string, column: string, value: string | null) =>
  bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

/** Runs with an allowance in the environment. */
async function allowing<T>(allowance: string, run: () => Promise<T>): Promise<T> {
  process.env.CONNECT_DATA_TABLES_ALLOW = allowance;
  try {
    return await run();
  } finally {
    delete process.env.CONNECT_DATA_TABLES_ALLOW;
  }
}

describe("ownership of values", function () {
  this.timeout(30_000);
  const base = { Berlin: { Opens: "09:00" } };

  it("an exclusive table with 200 foreign rows: refused with the ratio, allowed once, deletes exactly those, and lets go again", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const rows = manyRows(20, () => ({ Opens: "09:00" }));
      assertDone(await stack.up({ ...bench.inputs, rows }));
      for (let i = 0; i < 200; i++) edit(bench, `F${i}`, "Opens", "07:00");
      const program: Partial<ValuesInputs> = { ...bench.inputs, rows, ownership: "exclusive" };
      const refused = await stack.preview(program);
      assert.match(refused.failure ?? "", /it would delete 200 of 220 cells \(90\.9%, allowed 30%\)/);
      const line = /CONNECT_DATA_TABLES_ALLOW="(.*)" pulumi up/.exec(refused.failure ?? "")?.[1] ?? "";
      assert.equal(line, "values:0/200");
      assert.match((await stack.up(program)).failure ?? "", /200 of 220/);
      assert.equal(Object.keys(stored(bench)).length, 220, "nothing was written");
      for (const wrong of ["values:0/199", "other:0/200", "values:0/2000", ""]) {
        assert.ok((await allowing(wrong, () => stack.up(program))).failure, wrong);
      }
      assertDone(await allowing(`other:1/1, ${line}`, () => stack.up(program)));
      assert.deepEqual(Object.keys(stored(bench)), Object.keys(rows));
      edit(bench, "F0", "Opens", "07:00");
      assertDone(await stack.up({ ...bench.inputs, rows }));
      assertDone(await stack.destroy());
      assert.deepEqual(Object.keys(stored(bench)), ["F0"]);
    }));

  it("the stack's configuration allows once as well", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows: manyRows(20, () => ({ Opens: "09:00" })) }));
      const program = { ...bench.inputs, rows: manyRows(20, () => ({ Opens: "10:00" })) };
      assert.match((await stack.up(program)).failure ?? "", /it would update 20 of 20 cells \(100%, allowed 30%\)/);
      const config = new Map([["connect-data-tables:allow", "values:20/0"]]);
      rememberStackConfig({ get: (key) => config.get(key) });
      try {
        assertDone(await stack.up(program));
      } finally {
        rememberStackConfig({ get: () => undefined });
      }
    }));

  it("the guard judges a create in exclusive mode", () =>
    withBench(async (bench) => {
      for (let i = 0; i < 30; i++) edit(bench, `F${i}`, "Opens", "07:00");
      const program: Partial<ValuesInputs> = { ...bench.inputs, rows: base, ownership: "exclusive" };
      const { failure } = await new VerbStack().up(program);
      assert.match(failure ?? "", /it would delete 30 of 30 cells \(100%/);
      assert.equal(Object.keys(stored(bench)).length, 30);
    }));

  it("foreign rows count once, whether a refresh has shown them or not", () =>
    withBench(async (bench) => {
      const rows = manyRows(20, () => ({ Opens: "09:00" }));
      const program: Partial<ValuesInputs> = { ...bench.inputs, rows, ownership: "exclusive" };
      const stack = new VerbStack();
      assertDone(await stack.up(program));
      for (let i = 0; i < 20; i++) edit(bench, `F${i}`, "Opens", "07:00");
      const ratio = /it would delete 20 of 40 cells \(50%, allowed 30%\)/;
      assert.match((await stack.preview(program, { refresh: true })).failure ?? "", ratio);
      assert.equal((await stack.refresh()).changed, true);
      assert.match((await stack.preview(program)).failure ?? "", ratio);
      assert.match((await stack.preview(program, { refresh: true })).failure ?? "", ratio);
      assertDone(await allowing("values:0/20", () => stack.up(program)));
      assert.deepEqual(Object.keys(stored(bench)), Object.keys(rows));
    }));

  it("back to declared mode after a refresh has shown foreign rows: nothing is refused, nothing deleted", () =>
    withBench(async (bench) => {
      const rows = manyRows(20, () => ({ Opens: "09:00" }));
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows, ownership: "exclusive" }));
      for (let i = 0; i < 30; i++) edit(bench, `F${i}`, "Opens", "07:00");
      await stack.refresh();
      assertDone(await stack.up({ ...bench.inputs, rows }));
      assert.equal(Object.keys(stored(bench)).length, 50);
      assert.equal((await stack.up({ ...bench.inputs, rows })).changed, false);
    }));

  it("back to declared mode while most of one's own rows go: the guard still judges those", () =>
    withBench(async (bench) => {
      const rows = manyRows(20, () => ({ Opens: "09:00" }));
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows, ownership: "exclusive" }));
      for (let i = 0; i < 30; i++) edit(bench, `F${i}`, "Opens", "07:00");
      await stack.refresh();
      const { failure } = await stack.up({ ...bench.inputs, rows: manyRows(5, () => ({ Opens: "09:00" })) });
      assert.match(failure ?? "", /it would delete 15 of 20 cells/);
      assert.equal(Object.keys(stored(bench)).length, 50);
    }));

  it("exclusive mode leaves released, ignored and forgotten cells", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const program = { ...bench.inputs, guard: false as const, ownership: "exclusive" as const };
      assertDone(await stack.up({ ...program, rows: { Berlin: { Opens: "09:00", Seats: 1, Note: "n" } } }));
      edit(bench, "TEST-1", "Opens", "06:00");
      edit(bench, "Rome", "Note", "ours");
      const ignore = { rows: ["TEST-*"], columns: ["Note"] };
      assertDone(await stack.up({ ...program, ignore, rows: { Berlin: { Opens: "09:00", Seats: null } } }));
      const left = {
        Berlin: { Opens: "09:00", Seats: "1", Note: "n" },
        "TEST-1": { Opens: "06:00" },
        Rome: { Note: "ours" },
      };
      assert.deepEqual(stored(bench), left);
      assert.equal(stack.state?.outputs.cellCount, 1);
      assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
      assertDone(await stack.destroy());
      assert.deepEqual(stored(bench), { Berlin: { Seats: "1", Note: "n" }, "TEST-1": left["TEST-1"], Rome: left.Rome });
    }));

  it("a table that would be emptied is refused at any size, and allowed by allowEmpty or once", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows: base }));
      assert.match((await stack.up({ ...bench.inputs, rows: {} })).failure ?? "", /this would empty the table/);
      assertDone(await allowing("values:0/1", () => stack.up({ ...bench.inputs, rows: {} })));
      assertDone(await stack.up({ ...bench.inputs, rows: base }));
      assertDone(await stack.up({ ...bench.inputs, rows: {}, guard: { allowEmpty: true } }));
      assert.deepEqual(stored(bench), {});
    }));

  it("percentages hold from minimumRows on, and removal of the resource is not guarded", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows: manyRows(9, () => ({ Opens: "09:00" })) }));
      assertDone(await stack.up({ ...bench.inputs, rows: manyRows(9, () => ({ Opens: "10:00" })) }));
      const strict = { guard: { minimumRows: 9 }, rows: manyRows(9, () => ({ Opens: "11:00" })) };
      assert.match((await stack.up({ ...bench.inputs, ...strict })).failure ?? "", /9 of 9 cells/);
      assertDone(await stack.destroy());
    }));

  it("moved rows and renamed columns do not count", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows: manyRows(12, (i) => ({ Opens: "09:00", Seats: i })) }));
      const moved = Object.keys(manyRows(12, () => ({}))).map((from) => ({ from, to: `N${from}` }));
      const rows = Object.fromEntries(moved.map(({ to }, i) => [to, { Opens: "09:00", Seats: i }]));
      assertDone(await stack.up({ ...bench.inputs, rows, moved }));
      assert.deepEqual(requests(bench).move, 12);
      assert.deepEqual(Object.keys(stored(bench)).sort(), Object.keys(rows));
    }));
});

describe("values that a preview does not know yet", function () {
  this.timeout(30_000);
  const rows = manyRows(20, () => ({ Opens: "09:00", Seats: 1 }));

  async function previewed(
    change: Partial<ValuesInputs>,
    olds: Partial<ValuesInputs> = {},
  ): Promise<string | undefined> {
    let failure: string | undefined;
    await withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows, ...olds }));
      edit(bench, "R003", "Opens", "11:11");
      const preview = await stack.preview({ ...bench.inputs, rows, ...olds, ...change });
      failure = preview.failure;
    });
    return failure;
  }

  const text = unknownValue;
  const asRows = (value: unknown) => value as NonNullable<ValuesInputs["rows"]>;
  const cases: Record<string, Partial<ValuesInputs>> = {
    "all rows": { rows: asRows(text) },
    "a whole row": { rows: asRows({ ...rows, R003: text }) },
    "one cell": { rows: { ...rows, R003: { Opens: text, Seats: 1 } } },
    "one item of a list": { rows: { ...rows, R003: { Opens: ["a", text], Seats: 1 } } },
    "the default record": { defaults: text as never },
    "the table": { dataTableId: text },
    "the instance": { instanceId: text },
    "the Region": { region: text },
    "the profile and the role": { profile: text, assumeRole: { roleArn: text } },
    "the endpoint": { endpoint: text },
    moved: { moved: text as never },
    ignore: { ignore: text as never },
    "ownership, onConflict, guard and quota": {
      ownership: text as never,
      onConflict: text as never,
      guard: text as never,
      valueQuota: text as never,
    },
    "rates and sizes": { batchSize: text as never, requestsPerSecond: text as never, burst: text as never },
    accounts: { allowedAccountIds: text as never },
  };
  for (const [name, change] of Object.entries(cases)) {
    it(`${name}: no problem, no guard, no conflict of cells that are not known`, async () => {
      assert.equal(await previewed(change), undefined);
      assert.equal(await previewed(change, { ownership: "exclusive" }), undefined);
    });
  }

  it("a new resource on a table that does not exist yet", () =>
    withBench(async (bench) => {
      const { failure } = await new VerbStack().preview({ ...bench.inputs, dataTableId: text, rows: asRows(text) });
      assert.equal(failure, undefined);
    }));

  it("what is known is judged all the same", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const { failure } = await stack.preview({ ...bench.inputs, rows: { Berlin: { Opens: text, Seats: "twelve" } } });
      assert.match(failure ?? "", /row "Berlin", column "Seats": the string "twelve" is not a decimal number/);
    }));
});
