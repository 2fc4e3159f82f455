import assert from "node:assert/strict";
import type { DataTableLockVersion } from "@aws-sdk/client-connect";
import { personalities, switchValues } from "../../../src/simulator";
import { makeSwitches } from "../../../src/simulator/world/make-switches";
import { Bench, cell, outcome, type Place } from "./bench";

describe("the simulator's personalities", () => {
  it("are made of switches and values that exist", () => {
    for (const switches of Object.values(personalities)) makeSwitches(switches);
  });

  it("begin with the documented one, which changes nothing", () => {
    assert.deepEqual(Object.entries(personalities)[0], ["documented", {}]);
  });

  it("cover every named value of every switch", () => {
    const settings = Object.values(personalities).map((switches) => makeSwitches(switches));
    for (const [name, values] of Object.entries(switchValues)) {
      const used = new Set<unknown>(settings.map((each) => each[name as keyof typeof each]));
      if (values.some((value) => typeof value === "number")) assert.ok(used.size > 1, name);
      else for (const value of values) assert.ok(used.has(value), `${name}: ${value}`);
    }
  });
});

describe("a careful client gets on with every personality:", () => {
  /** Does one thing to one cell with a lock version that was just read; again when what it read was stale. */
  async function insist(
    bench: Bench,
    place: Place,
    act: (lock?: DataTableLockVersion) => Promise<object>,
  ): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      const { Successful = [] } = await bench.describe(place, cell("Berlin"));
      const { Attributes = [] } = await bench.listColumns(place);
      const column = Attributes.find(({ Name }) => Name === "Opens");
      const answer = await act(Successful[0]?.LockVersion ?? column?.LockVersion).catch(() => ({}));
      if (outcome(answer)[0] === 1) return;
    }
    assert.fail("three attempts were not enough");
  }

  for (const personality of Object.keys(personalities)) {
    it(personality, async () => {
      const bench = await Bench.start({ personality, switches: { parallelSchemaCalls: "accepted" } });
      for (const level of ["NONE", "VALUE", "ATTRIBUTE", "PRIMARY_VALUE", "DATA_TABLE"] as const) {
        const place = await bench.table(level, level);
        const rows = () => bench.simulator.dump().tables[level]?.rows.map(({ values }) => values);
        await insist(bench, place, (lock) => bench.create(place, cell("Berlin", "9", lock)));
        await insist(bench, place, (lock) => bench.update(place, cell("Berlin", "10", lock)));
        assert.deepEqual(rows(), [{ Opens: "10" }], level);
        await insist(bench, place, (lock) => bench.remove(place, cell("Berlin", "", lock)));
        assert.deepEqual(
          rows()?.filter((values) => Object.keys(values).length > 0),
          [],
          level,
        );
      }
      await bench.stop();
    });
  }
});
