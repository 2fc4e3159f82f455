import { strict as assert } from "node:assert";
import { cellMap, type Cells } from "../../../src/core/cells/cell-map";
import type { DeclaredCell } from "../../../src/core/values/cells";
import type { BatchAnswer, WriteItem } from "../../../src/sync/ports";
import { observeAll } from "../../../src/sync/values/observe";
import { reconcile, type ReconcileInput } from "../../../src/sync/values/reconcile";
import { ServiceError } from "../../../src/sync/service-error";
import { inTurn } from "../../../src/sync/queue";
import { FakeTable, target } from "./fake-table";

const declared = (stores: readonly string[], value = "09:00"): Cells<DeclaredCell> =>
  cellMap(stores.map((store) => ({ ...target(store), value })));

const input = (gateway: FakeTable, more: Partial<ReconcileInput> = {}): ReconcileInput => ({
  ...{
    owned: cellMap([]),
    declared: cellMap([]),
    isReleased: () => false,
    ownership: "declared",
    onConflict: "fail",
    moves: [],
    renamed: {},
  },
  ...{ gateway, primaryAttributes: ["Store"], batchSize: 25, memory: {} },
  ...{ assertAlive: () => Promise.resolve(), onProgress: () => undefined },
  ...more,
});

describe("answers that no request asked for", () => {
  const cases: Record<string, (real: BatchAnswer, items: readonly WriteItem[]) => BatchAnswer> = {
    "every success twice": (real) => ({ ...real, succeeded: [...real.succeeded, ...real.succeeded] }),
    "a success that is also a failure": (real) => ({
      ...real,
      failed: real.succeeded.map((item) => ({ ...item, message: "no" })),
    }),
    "a failure for what was written": (real) => ({
      succeeded: [],
      failed: real.succeeded.map((item) => ({ ...item, message: "no" })),
    }),
    "cells of other rows": (real) => ({
      ...real,
      succeeded: [...real.succeeded, { ...target("Rome"), lockVersion: {} }],
    }),
    "no answer for any": () => ({ succeeded: [], failed: [] }),
    "an answer for half of them": (real) => ({ ...real, succeeded: real.succeeded.slice(0, 2) }),
    "in another order": (real) => ({ ...real, succeeded: [...real.succeeded].reverse() }),
  };
  for (const [name, answer] of Object.entries(cases)) {
    it(`${name}: each cell is recorded once, as it is live`, async () => {
      const table = new FakeTable(answer);
      const stores = ["A", "B", "C", "D"];
      const result = await reconcile(input(table, { declared: declared(stores) }));
      assert.deepEqual([result.refused, result.conflicts, result.stopped], [[], [], undefined]);
      assert.deepEqual([...result.owned].map(({ rowKey }) => rowKey).sort(), stores);
      assert.equal(new Set([...result.written, ...result.settled].map(({ rowKey }) => rowKey)).size, 4);
      for (const cell of result.owned) {
        assert.deepEqual(cell.lockVersion, table.cells.get(`${cell.rowKey}/Opens`)?.lockVersion, cell.rowKey);
      }
    });
  }
});

describe("an item about which the service says nothing", () => {
  /** Writes nothing of a row, and answers what the test says. */
  class Forgetful extends FakeTable {
    rounds = 0;
    constructor(private readonly say: (round: number) => BatchAnswer["failed"]) {
      super();
    }
    override async write(verb: "create" | "update" | "delete", items: readonly WriteItem[]): Promise<BatchAnswer> {
      const real = await super.write(
        verb,
        items.filter(({ rowKey }) => rowKey !== "C"),
      );
      const isAsked = items.some(({ rowKey }) => rowKey === "C");
      return isAsked ? { ...real, failed: [...real.failed, ...this.say(this.rounds++)] } : real;
    }
  }
  const stale = [{ ...target("C"), message: "Concurrency conflict" }];

  it("is refused as that, not in the words about the others", async () => {
    const table = new Forgetful(() => []);
    const result = await reconcile(input(table, { declared: declared(["A", "B", "C", "D"]) }));
    assert.deepEqual(
      result.refused.map(({ change, message }) => [change.rowKey, message]),
      [
        [
          "C",
          "the service's response does not cover this item (BatchCreateDataTableValue: the response covers none of the values)",
        ],
      ],
    );
    assert.deepEqual([result.written.length, result.stopped], [3, undefined]);
  });

  it("is refused as that although it had been answered once; an answer that comes last is the answer", async () => {
    const words = async (say: (round: number) => BatchAnswer["failed"]) => {
      const result = await reconcile(input(new Forgetful(say), { declared: declared(["C"]) }));
      return result.refused.map(({ message }) => message.replace(/ \(.*/, ""));
    };
    assert.deepEqual(await words((round) => (round === 0 ? stale : [])), [
      "the service's response does not cover this item",
    ]);
    assert.deepEqual(await words((round) => (round === 4 ? stale : [])), ["Concurrency conflict"]);
  });

  it("in a request of which others were answered, too", async () => {
    class Others extends FakeTable {
      override async write(verb: "create" | "update" | "delete", items: readonly WriteItem[]): Promise<BatchAnswer> {
        const isBad = ({ rowKey }: WriteItem) => rowKey === "A";
        const real = await super.write(
          verb,
          items.filter((item) => !isBad(item) && item.rowKey !== "C"),
        );
        const failed = items.filter(isBad).map((item) => ({ ...item, message: "Concurrency conflict" }));
        return { ...real, failed };
      }
    }
    const result = await reconcile(input(new Others(), { declared: declared(["A", "B", "C"]) }));
    assert.deepEqual(
      result.refused.map(({ change, message }) => [change.rowKey, message]),
      [
        ["A", "Concurrency conflict"],
        ["C", "the service's response does not cover this item"],
      ],
    );
  });
});

describe("a reconciliation", () => {
  it("stops between two requests when nobody waits for it any more, and records what it did", async () => {
    const table = new FakeTable();
    let asked = 0;
    const assertAlive = () => (++asked > 2 ? Promise.reject(new Error("pulumi is gone")) : Promise.resolve());
    const stores = Array.from({ length: 100 }, (_, i) => `S${i}`);
    const result = await reconcile(input(table, { declared: declared(stores), assertAlive }));
    assert.deepEqual([result.written.length, result.unsent, result.stopped?.message], [50, 50, "pulumi is gone"]);
    assert.deepEqual(
      table.calls.filter((call) => call.startsWith("create")),
      ["create 25", "create 25"],
    );
  });

  it("creates a moved row anew when only somebody else's cell is left of it, where only lists tell", async () => {
    const table = new FakeTable();
    table.columns = [...table.columns, { name: "Note", valueType: "TEXT", primary: false }];
    table.describeValues = () => Promise.reject(new ServiceError("access-denied", "BatchDescribe", "no"));
    const stores = Array.from({ length: 1500 }, (_, i) => `S${i}`);
    for (const store of stores) table.put(store, "09:00");
    table.put("A", "theirs", "Note");
    const owned = cellMap([...declared([...stores, "A"])].map((cell) => ({ ...cell, lockVersion: {} })));
    const moves = [{ from: "A", to: "Z" }];
    const result = await reconcile(input(table, { owned, declared: declared([...stores, "Z"]), moves }));
    assert.deepEqual(
      result.written.map(({ kind, rowKey }) => `${kind} ${rowKey}`),
      ["create Z"],
    );
  });

  it("sends nothing to a column that the table does not have", async () => {
    const table = new FakeTable();
    const cells = cellMap([...declared(["A"]), { ...target("B", "Fax"), value: "x" }]);
    const result = await reconcile(input(table, { declared: cells }));
    assert.deepEqual(
      result.refused.map(({ message }) => message),
      ["the table has no column of this name"],
    );
    assert.deepEqual(
      table.calls.filter((call) => call.startsWith("create")),
      ["create 1"],
    );
  });

  it("writes nothing before everything was looked at", async () => {
    const table = new FakeTable();
    table.put("A", "theirs");
    const beforeWrite = () => assert.fail("nothing is to be written");
    const result = await reconcile(input(table, { declared: declared(["A", "B"]), beforeWrite }));
    assert.deepEqual([result.conflicts.length, result.written.length], [1, 0]);
    const refused = reconcile(
      input(new FakeTable(), {
        declared: declared(["A"]),
        beforeWrite: () => {
          throw new Error("guard");
        },
      }),
    );
    await assert.rejects(refused, /guard/);
  });
});

describe("live rows under the keys of a program", () => {
  const keyColumn = (more: object) =>
    new Map([
      ["Store", { name: "Store", valueType: "NUMBER" as const, primary: true, ...more }],
      ["Opens", { name: "Opens", valueType: "TEXT" as const, primary: false }],
    ]);
  const observe = async (live: string[], known: string[]) => {
    const table = new FakeTable();
    for (const store of live) table.put(store, `value of ${store}`);
    const rows = new Map(known.map((store) => [store, { Store: store }]));
    const cells = await observeAll(table, { attributes: keyColumn({}), rows });
    return [...cells].map(({ rowKey, primaryValues, value }) => `${rowKey}=${primaryValues.Store}: ${value}`);
  };

  it("are found in any spelling of a number, and requests keep the service's spelling", async () => {
    assert.deepEqual(await observe(["1.0"], ["1"]), ["1=1.0: value of 1.0"]);
  });

  it("an exact row is the row; another spelling of it beside it is somebody else's", async () => {
    assert.deepEqual(await observe(["1.0", "1"], ["1"]), ["1.0=1.0: value of 1.0", "1=1: value of 1"]);
    assert.deepEqual(await observe(["1.0", "1.00"], ["1"]), ["1=1.0: value of 1.0", "1.00=1.00: value of 1.00"]);
  });
});

describe("one table at a time", () => {
  it("the works of one table run one after the other, those of two side by side, a failed one holds nothing up", async () => {
    const log: string[] = [];
    const work = (name: string, ms: number) => async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      log.push(`${name} ends`);
      if (name === "b") throw new Error("b failed");
    };
    const all = [
      inTurn("1", work("a", 30)),
      inTurn("1", work("b", 1)),
      inTurn("2", work("c", 1)),
      inTurn("1", work("d", 1)),
    ];
    const results = await Promise.allSettled(all);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled", "fulfilled"],
    );
    const ofOne = log.filter((line) => !line.startsWith("c"));
    assert.deepEqual(ofOne, ["a begins", "a ends", "b begins", "b ends", "d begins", "d ends"]);
    assert.ok(log.indexOf("c ends") < log.indexOf("a ends"));
  });
});
