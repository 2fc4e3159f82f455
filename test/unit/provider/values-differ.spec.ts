import { strict as assert } from "node:assert";
import { endRun, run } from "../../../src/provider/host/run";
import { diffValues } from "../../../src/provider/values/diff";
import type { ValuesInputs } from "../../../src/provider/values/state/inputs";
import { unknownValue } from "../../../src/provider/host/engine-values";
import type { ValuesOutputs } from "../../../src/provider/values/state/state";

const base: ValuesInputs = {
  ...{ instanceId: "i", dataTableId: "t", region: "eu-central-1", primaryAttributes: ["Store"] },
  rows: { Berlin: { Opens: "09:00", Seats: 12, List: [1, 2.5] }, Paris: { Opens: { expression: "=1" } } },
};
const outputs = (more: Partial<ValuesOutputs> = {}): Partial<ValuesOutputs> => ({
  ...base,
  __lockVersions: { schemaVersion: 1, types: { Opens: "TEXT", Seats: "NUMBER", List: "NUMBER_LIST" } },
  ...more,
});
const same = { changes: false };

describe("what differs from state, without a request", () => {
  const rows = (change: object) => ({ ...base, rows: { ...base.rows, ...change } }) as ValuesInputs;

  it("nothing: the same values in any spelling, other rates, credentials and policies", () => {
    assert.deepEqual(diffValues(outputs(), base), same);
    const spelled = { Berlin: { List: ["1.0", "2.50"], Seats: "12.0", Opens: "09:00" } };
    assert.deepEqual(diffValues(outputs(), rows(spelled)), same);
    const settings: Partial<ValuesInputs> = {
      ...{ profile: "p", assumeRole: { roleArn: "r" }, allowedAccountIds: ["1"], endpoint: "http://x" },
      ...{ batchSize: 10, requestsPerSecond: 1, burst: 1, guard: false, valueQuota: 5 },
      moved: [{ from: "Rome", to: "Roma" }],
      renamed: { Places: "Seats" },
    };
    assert.deepEqual(diffValues(outputs(), { ...base, ...settings, ignore: {}, sensitive: [] }), same);
  });

  it("cells, releases, settings of the table and moves: the engine shows which", () => {
    const changed: Partial<ValuesInputs>[] = [
      rows({ Berlin: { Opens: "09:01", Seats: 12, List: [1, 2.5] } }),
      rows({ Rome: { Opens: "07:00" } }),
      rows({ Paris: undefined }),
      rows({ Paris: { Opens: { expression: "=2" } } }),
      rows({ Berlin: { Opens: null, Seats: 12, List: [1, 2.5] } }),
      { defaults: { Opens: "08:00" } },
      { ownership: "exclusive" },
      { onConflict: "overwrite" },
      { ignore: { rows: ["TEST-*"] } },
      { sensitive: ["Opens"] },
      {
        ...rows({}),
        rows: { Roma: base.rows?.Berlin ?? {}, Paris: base.rows?.Paris ?? {} },
        moved: [{ from: "Berlin", to: "Roma" }],
      },
    ];
    for (const change of changed)
      assert.deepEqual(diffValues(outputs(), { ...base, ...change }), {}, JSON.stringify(change));
  });

  it("another table, instance or Region replaces; what is not known yet does not", () => {
    assert.deepEqual(diffValues(outputs(), { ...base, dataTableId: "u" }).replaces, ["dataTableId"]);
    assert.deepEqual(diffValues(outputs(), { ...base, instanceId: "j" }).replaces, ["instanceId"]);
    assert.deepEqual(diffValues(outputs(), { ...base, region: "us-west-2" }).replaces, ["region"]);
    for (const name of ["dataTableId", "instanceId"]) {
      endRun();
      const news = { ...base, [name]: unknownValue };
      assert.deepEqual(
        diffValues(outputs(), news),
        { replaces: [name] },
        "asked for what a table that goes takes along",
      );
      run.claims.markChecked(news.__urn ?? "");
      assert.deepEqual(diffValues(outputs(), news), {}, "in a plan");
    }
    endRun();
    assert.equal(diffValues(outputs(), { ...base, region: unknownValue }).replaces, undefined);
  });

  it("never throws, whatever it is given", () => {
    const odd: Record<string, unknown[]> = {
      rows: [unknownValue, {}, { Berlin: unknownValue }, { Berlin: { Opens: unknownValue } }, { Berlin: {} }],
      defaults: [unknownValue, {}, { Opens: unknownValue }],
      moved: [unknownValue, [], [{ from: unknownValue, to: "x" }]],
      renamed: [{}, { Opens: "Opens" }, { a: "b", b: "a" }],
      ignore: [unknownValue, {}, { rows: unknownValue }],
      ...{
        guard: [unknownValue, false],
        ownership: [unknownValue],
        onConflict: [unknownValue],
        valueQuota: [unknownValue],
      },
    };
    for (const [name, values] of Object.entries(odd)) {
      for (const value of values) {
        assert.doesNotThrow(
          () => diffValues(outputs(), { ...base, [name]: value }),
          `${name}: ${JSON.stringify(value)}`,
        );
      }
    }
    assert.doesNotThrow(() => diffValues({}, base));
  });

  it("knows rows and columns that are called like members of an object", () => {
    const odd = { constructor: { toString: "a", hasOwnProperty: 1 }, "\\__proto__": { constructor: "b" } };
    const state = outputs({ rows: JSON.parse(JSON.stringify(odd)) as ValuesInputs["rows"] });
    assert.deepEqual(diffValues(state, { ...base, rows: odd }), same);
    assert.deepEqual(diffValues(state, { ...base, rows: { ...odd, toString: { x: "y" } } }), {});
    assert.deepEqual(diffValues(state, { ...base, rows: {} }), {});
  });
});
