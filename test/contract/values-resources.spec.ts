import { strict as assert } from "node:assert";
import { CreateDataTableAttributeCommand, CreateDataTableCommand } from "@aws-sdk/client-connect";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { dataTableValuesVerbs as verbs } from "../../src/provider/values/verbs";
import { instanceId, type ValuesBench } from "../helpers/values-bench";
import { ProgramStack } from "./values-run";
import { manyRows, requests, stored, withBench } from "./values-bench";

describe("several resources and one table", function () {
  this.timeout(30_000);

  async function inStack(
    test: (
      bench: ValuesBench,
      stack: ProgramStack,
      args: (rows: ValuesInputs["rows"], more?: Partial<ValuesInputs>) => Partial<ValuesInputs>,
    ) => Promise<void>,
  ): Promise<void> {
    await withBench((bench) =>
      test(bench, new ProgramStack(), (rows, more = {}) => ({ ...bench.inputs, guard: false, rows, ...more })),
    );
  }

  it("each keeps to its own cells", () =>
    inStack(async (bench, stack, args) => {
      const program = {
        a: args({ Berlin: { Opens: "09:00" } }),
        b: args({ Berlin: { Seats: 1 }, Rome: { Opens: "07:00" } }),
      };
      assert.deepEqual((await stack.up(program)).failures, {});
      assert.deepEqual((await stack.up(program)).steps, ["same a", "same b"]);
      assert.deepEqual((await stack.up({ b: program.b })).failures, {});
      assert.deepEqual(stored(bench), { Berlin: { Seats: "1" }, Rome: { Opens: "07:00" } });
    }));

  it("cells that two declare, and a second one beside an exclusive one, are refused with both names", () =>
    inStack(async (bench, stack, args) => {
      const overlap = { a: args({ Berlin: { Opens: "09:00" } }), b: args({ Berlin: { Opens: "10:00" } }) };
      assert.match(
        (await stack.preview(overlap)).failures.b ?? "",
        /resources "a" and "b" both declare row "Berlin", column "Opens" of the same table\. \[OVERLAP\]/,
      );
      for (const mode of ["a", "b"]) {
        const program = {
          a: args({ Berlin: { Opens: "09:00" } }, mode === "a" ? { ownership: "exclusive" } : {}),
          b: args({ Rome: { Opens: "10:00" } }, mode === "b" ? { ownership: "exclusive" } : {}),
        };
        assert.match(
          (await stack.preview(program)).failures.b ?? "",
          /"a" and "b" write to the same table, and one of them is exclusive/,
        );
      }
      assert.deepEqual(stored(bench), {});
    }));

  it("the same table by id, ARN and alias is one table", () =>
    inStack(async (bench, stack, args) => {
      const arn = `arn:aws:connect:eu-central-1:123456789012:instance/${instanceId}/data-table/${bench.tableId}`;
      const program = {
        a: args({ Berlin: { Opens: "09:00" } }),
        b: args({ Berlin: { Opens: "10:00" } }, { dataTableId: `${arn}:$LATEST` }),
      };
      assert.match((await stack.preview(program)).failures.b ?? "", /both declare row "Berlin"/);
      for (const form of [
        arn,
        `${arn}:$LATEST`,
        `${bench.tableId}:$LATEST`,
        `${bench.tableId}:$SAVED`,
        bench.tableId,
      ]) {
        const again = { a: args({ Berlin: { Opens: "09:00" } }, { dataTableId: form }) };
        const { failures, steps } = await stack.up(again);
        assert.deepEqual([failures, steps], [{}, [stack.size === 1 && form === arn ? "create a" : "same a"]]);
      }
      const instanceArn = `arn:aws:connect:eu-central-1:123456789012:instance/${instanceId}`;
      const { steps } = await stack.up({ a: args({ Berlin: { Opens: "09:00" } }, { instanceId: instanceArn }) });
      assert.deepEqual(steps, ["same a"]);
    }));

  it("a renamed resource, or one with another parent, sends no delete", () =>
    inStack(async (bench, stack, args) => {
      const rows = { Berlin: { Opens: "09:00" }, Paris: { Opens: "10:00" } };
      for (const more of [{}, { ownership: "exclusive" as const }]) {
        assert.deepEqual((await stack.up({ a: args(rows, more) })).failures, {});
        requests(bench);
        const { failures, steps } = await stack.up({ b: args(rows, more) });
        assert.deepEqual([failures, steps], [{}, ["create b", "delete a"]]);
        const counts = requests(bench);
        assert.deepEqual([counts.create, counts.update, counts.delete], [undefined, undefined, undefined]);
        assert.deepEqual((await stack.up({})).failures, {});
      }
    }));

  it("a renamed resource that drops a cell removes only that one", () =>
    inStack(async (bench, stack, args) => {
      await stack.up({ a: args({ Berlin: { Opens: "09:00" }, Paris: { Opens: "10:00" } }) });
      assert.deepEqual((await stack.up({ b: args({ Berlin: { Opens: "09:00" } }) })).failures, {});
      assert.deepEqual(stored(bench), { Berlin: { Opens: "09:00" } });
    }));

  for (const order of [
    ["from", "to"],
    ["to", "from"],
  ]) {
    it(`a cell moves from one resource to another in one run, ${order.join(" before ")}`, () =>
      inStack(async (bench, stack, args) => {
        const sorted = (program: Record<string, Partial<ValuesInputs>>) =>
          Object.fromEntries(order.map((name) => [name, program[name] ?? {}]));
        const cell = { Berlin: { Opens: "09:00" } };
        const rest = { Paris: { Opens: "10:00" } };
        const other = { Rome: { Opens: "11:00" } };
        assert.deepEqual((await stack.up(sorted({ from: args({ ...cell, ...rest }), to: args(other) }))).failures, {});
        const after = sorted({ from: args(rest), to: args({ ...other, ...cell }) });
        assert.deepEqual((await stack.up(after)).failures, {});
        assert.deepEqual(stored(bench), {
          Berlin: { Opens: "09:00" },
          Paris: { Opens: "10:00" },
          Rome: { Opens: "11:00" },
        });
        assert.deepEqual(
          (await stack.up(after)).steps,
          order.map((name) => `same ${name}`),
        );
        // A run that reaches "to" first cannot know yet that "from" created the cell, and the table is not this stack's: the cell stays.
        const isKnown = order[0] === "from";
        assert.deepEqual((await stack.up({ from: args(rest) })).failures, {});
        assert.deepEqual(stored(bench), { ...(isKnown ? {} : cell), Paris: { Opens: "10:00" } });
      }));
  }

  it("one table is written by one resource at a time, two tables at once", () =>
    inStack(async (bench, _stack, args) => {
      const write = async (name: string, rows: ValuesInputs["rows"], more: Partial<ValuesInputs> = {}) => {
        const program = { __urn: `urn::${name}`, ...args(rows, more) } as unknown as ValuesInputs;
        const { inputs } = await verbs.check({}, program);
        return verbs.create(JSON.parse(JSON.stringify(inputs)) as ValuesInputs);
      };
      const other = await anotherTable(bench);
      const rows = (prefix: string) =>
        Object.fromEntries(Array.from({ length: 75 }, (_, i) => [`${prefix}${i}`, { Opens: "09:00" }]));
      bench.simulator.setFaults({ kind: "delay", delayMs: 15, operation: "BatchCreateDataTableValue", times: null });
      requests(bench);
      await Promise.all([
        write("one", rows("A")),
        write("two", rows("B")),
        write("three", rows("C"), { dataTableId: other }),
      ]);
      const creates = bench.simulator.requests().filter(({ operation }) => operation === "BatchCreateDataTableValue");
      assert.equal(creates.length, 9);
      const times = creates.map(({ time }) => Number(time));
      assert.ok(times.every(Number.isFinite));
      assert.equal(Object.keys(stored(bench)).length, 150);
    }));

  async function anotherTable({ client }: ValuesBench, name = "Other"): Promise<string> {
    const table = {
      InstanceId: instanceId,
      Name: name,
      TimeZone: "UTC",
      ValueLockLevel: "VALUE",
      Status: "PUBLISHED",
    } as const;
    const { Id = "" } = await client.send(new CreateDataTableCommand(table));
    for (const [Name, Primary] of [
      ["Store", true],
      ["Opens", false],
    ] as const) {
      const column = { InstanceId: instanceId, DataTableId: Id, Name, ValueType: "TEXT", Primary } as const;
      await client.send(new CreateDataTableAttributeCommand(column));
    }
    return Id;
  }

  it("another table replaces: the new one is filled, the old one emptied, and no conflict is seen in between", () =>
    inStack(async (bench, stack, args) => {
      const rows = manyRows(20, () => ({ Opens: "09:00" }));
      assert.deepEqual((await stack.up({ a: args(rows, { guard: undefined }) })).failures, {});
      const other = await anotherTable(bench);
      const changed = manyRows(20, () => ({ Opens: "10:00" }));
      for (const refresh of [false, true]) {
        const target = refresh ? bench.tableId : other;
        const program = { a: args(changed, { dataTableId: target, guard: undefined }) };
        const preview = await stack.preview(program, { refresh });
        assert.deepEqual([preview.failures, preview.steps], [{}, ["replace a", "delete a"]]);
        assert.deepEqual((await stack.up(program, { refresh })).failures, {});
        const { Hours, Other } = bench.simulator.dump().tables;
        assert.deepEqual([Hours?.rows.length, Other?.rows.length], refresh ? [20, 0] : [0, 20]);
      }
    }));

  it("a table that is gone and made again is filled, in `up --refresh` as well", () =>
    inStack(async (bench, stack, args) => {
      const rows = { Berlin: { Opens: "09:00" } };
      assert.deepEqual((await stack.up({ a: args(rows) })).failures, {});
      bench.simulator.edit({ table: "Hours", deleteTable: true });
      const dataTableId = await anotherTable(bench, "Hours");
      const { failures, steps } = await stack.up({ a: args(rows, { dataTableId }) }, { refresh: true });
      assert.deepEqual([failures, steps], [{}, ["create a"]]);
      assert.deepEqual(stored(bench), { Berlin: { Opens: "09:00" } });
    }));
});
