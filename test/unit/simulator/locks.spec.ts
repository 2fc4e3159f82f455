import assert from "node:assert/strict";
import type { DataTableLockLevel, DataTableLockVersion } from "@aws-sdk/client-connect";
import { Bench, cell, outcome, refused, type Place } from "./bench";

type Level = Exclude<DataTableLockLevel, "NONE">;

/** Which foreign write makes a write of (Berlin, Opens) stale, by level. Source: Admin Guide. */
const staleAfter: Readonly<Record<Level, Readonly<Record<string, boolean>>>> = {
  VALUE: { "the cell": true, "its row": false, "its column": false, "another cell": false },
  PRIMARY_VALUE: { "the cell": true, "its row": true, "its column": false, "another cell": false },
  ATTRIBUTE: { "the cell": true, "its row": false, "its column": true, "another cell": false },
  DATA_TABLE: { "the cell": true, "its row": true, "its column": true, "another cell": true },
};

const writes: Readonly<Record<string, readonly [string, string]>> = {
  "the cell": ["Berlin", "Opens"],
  "its row": ["Berlin", "Closes"],
  "its column": ["Paris", "Opens"],
  "another cell": ["Paris", "Closes"],
};

describe("the simulator's lock levels", () => {
  let bench: Bench;
  let place: Place;
  const fill = async (level: DataTableLockLevel) => {
    place = await bench.table("Hours", level, { Store: "key", Opens: "TEXT", Closes: "TEXT" });
    await bench.create(
      place,
      ...["Berlin", "Paris"].flatMap((store) => [cell(store, "9"), cell(store, "18", undefined, "Closes")]),
    );
  };
  const foreign = (what: string) => {
    const [Store = "", column = ""] = writes[what] ?? [];
    bench.simulator.edit({ table: "Hours", keys: { Store }, column, value: "foreign" });
  };

  beforeEach(async () => {
    bench = await Bench.start({ switches: { parallelSchemaCalls: "accepted" } });
  });
  afterEach(() => bench.stop());

  for (const [level, effects] of Object.entries(staleAfter)) {
    for (const [what, isStale] of Object.entries(effects)) {
      it(`${level}: a write of ${what} makes an update and a delete ${isStale ? "stale" : "no trouble"}`, async () => {
        await fill(level as Level);
        const lock = await bench.lock(place, "Berlin");
        foreign(what);
        const expected = isStale ? [0, "Concurrency conflict"] : [1];
        assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "10", lock))), expected);
        if (isStale) assert.deepEqual(outcome(await bench.remove(place, cell("Berlin", "", lock))), expected);
      });
    }
  }

  it("NONE: the last writer wins, with a stale lock version, an empty one or none", async () => {
    await fill("NONE");
    const lock = await bench.lock(place, "Berlin");
    foreign("the cell");
    assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "10", lock))), [1]);
    assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "11"))), [1]);
    assert.deepEqual(outcome(await bench.remove(place, cell("Berlin", "", {}))), [1]);
  });

  for (const level of Object.keys(staleAfter) as Level[]) {
    it(`${level}: an update and a delete without a lock version fail, a create does not`, async () => {
      await fill(level);
      const part = { VALUE: "Value", PRIMARY_VALUE: "PrimaryValues", ATTRIBUTE: "Attribute", DATA_TABLE: "DataTable" }[
        level
      ];
      const expected = [0, `Invalid value: LockVersion.${part} is required`];
      assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "10"))), expected);
      assert.deepEqual(outcome(await bench.remove(place, cell("Berlin", "", {}))), expected);
      assert.deepEqual(outcome(await bench.create(place, cell("Rome", "9"))), [1]);
    });

    it(`${level}: a create with a stale lock version of its scope fails`, async () => {
      await fill(level);
      const lock = await bench.lock(place, "Berlin");
      foreign("the cell");
      bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Closes", value: null });
      const answer = await bench.create(place, cell("Berlin", "19", lock, "Closes"));
      const own = level === "PRIMARY_VALUE" || level === "DATA_TABLE";
      const viaColumn = level === "ATTRIBUTE";
      const expected = own ? [0, "Concurrency conflict"] : [1];
      // The lock version above speaks of the column Opens; the part of another column is no proof for Closes.
      assert.deepEqual(outcome(answer), viaColumn ? [0, "Concurrency conflict"] : expected);
    });

    it(`${level}: the lock version of an answer serves for the next write`, async () => {
      await fill(level);
      let lock: DataTableLockVersion | undefined = await bench.lock(place, "Berlin");
      for (const value of ["10", "11", "12"]) {
        const answer = await bench.update(place, cell("Berlin", value, lock));
        assert.deepEqual(outcome(answer), [1]);
        lock = answer.Successful?.[0]?.LockVersion;
      }
      assert.deepEqual(await bench.lock(place, "Berlin"), lock);
    });
  }

  it("judge the items of one request against the state before it", async () => {
    await fill("DATA_TABLE");
    const { Values = [] } = await bench.list(place);
    const items = Values.map(({ PrimaryValues, AttributeName, LockVersion }) =>
      cell(PrimaryValues?.[0]?.Value ?? null, "new", LockVersion, AttributeName),
    );
    const answer = await bench.update(place, ...items);
    assert.deepEqual(outcome(answer), [4]);
    const versions = new Set(answer.Successful?.map(({ LockVersion }) => LockVersion?.DataTable));
    assert.deepEqual([...versions], [(await bench.lock(place, "Paris")).DataTable]);
  });

  it("let the table's part move with structure, and with values at DATA_TABLE only", async () => {
    await fill("VALUE");
    const first = await bench.lock(place, "Berlin");
    foreign("the cell");
    const second = await bench.lock(place, "Berlin");
    assert.equal(second.DataTable, first.DataTable);
    assert.equal(second.Attribute, first.Attribute);
    assert.notEqual(second.PrimaryValues, first.PrimaryValues);
    assert.notEqual(second.Value, first.Value);
    await bench.column(place, "More", "TEXT");
    const third = await bench.lock(place, "Berlin");
    assert.notEqual(third.DataTable, second.DataTable);
    assert.equal(third.Value, second.Value);
  });

  it("can be changed at any time", async () => {
    await fill("VALUE");
    const lock = await bench.lock(place, "Berlin");
    await bench.setLevel(place, "DATA_TABLE");
    assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "10", lock))), [0, "Concurrency conflict"]);
    await bench.setLevel(place, "NONE");
    assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "10", lock))), [1]);
  });

  it("hold a change of keys to the record", async () => {
    await fill("VALUE");
    await refused(bench.rekey(place, "Berlin", "Bonn", {}), "InvalidParameterException");
    const lock = await bench.lock(place, "Berlin");
    foreign("its row");
    await refused(bench.rekey(place, "Berlin", "Bonn", lock), "ConflictException");
    await bench.rekey(place, "Berlin", "Bonn", { Value: lock.Value });
  });

  it("never hand out the same lock version twice", async () => {
    await fill("DATA_TABLE");
    const seen = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      foreign("the cell");
      for (const part of Object.values(await bench.lock(place, "Berlin"))) seen.add(String(part));
    }
    assert.equal(seen.size, 5 * 3 + 1);
  });
});
