import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { OwnedCell } from "../../../src/core/values/cells";
import type { LockVersion } from "../../../src/core/model";
import { renderProblem } from "../../../src/core/problem";
import { rowKey } from "../../../src/core/cells/row-key";
import type { ValuesInputs } from "../../../src/provider/values/state/inputs";
import { outputsAgain, toOutputs } from "../../../src/provider/values/state/outputs";
import { ownedCells, stateProblem, type ValuesOutputs } from "../../../src/provider/values/state/state";

const inputs: ValuesInputs = {
  instanceId: "i",
  dataTableId: "t",
  primaryAttributes: ["Store"],
  region: "eu-central-1",
};

const outputsOf = (owned: readonly OwnedCell[], more: Partial<ValuesInputs> = {}) =>
  toOutputs({
    ...{ inputs: { ...inputs, ...more }, owned, released: new Set<string>() },
    ...{ attributes: undefined, lockLevel: "VALUE" },
  });

/** What the engine does to outputs: JSON, with secrets unwrapped. */
const throughEngine = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === "object" && part !== null && "4dabf18193072939515e22adb298388d" in part
      ? (part as { value?: unknown }).value
      : part,
  ) as Partial<ValuesOutputs>;

describe("the recorded state", () => {
  const part = fc.option(fc.constantFrom("v1", "v2", "v3", "v 4", ""), { nil: undefined });
  const version = fc
    .record({ DataTable: part, Attribute: part, PrimaryValues: part, Value: part })
    .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== undefined)) as LockVersion);
  const name = fc.constantFrom("Opens", "constructor", "toString", "x");
  const store = fc.constantFrom("Berlin", "constructor", "toString", "__proto__", "", "a | b", "\\");
  const cell = fc.record({
    store,
    attribute: name,
    value: fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    lockVersion: version,
  });
  const cells = fc
    .uniqueArray(cell, { selector: ({ store: row, attribute }) => `${attribute}\n${row}`, maxLength: 12 })
    .map((list) =>
      list.map(({ store: Store, ...rest }): OwnedCell => ({
        ...rest,
        rowKey: rowKey({ Store }),
        primaryValues: { Store },
      })),
    );
  const key = ({ rowKey: row, attribute }: OwnedCell) => `${row}\n${attribute}`;
  const sorted = (list: readonly OwnedCell[]) => [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));

  it("gives every cell back with its whole lock version (3,000 runs)", () => {
    fc.assert(
      fc.property(cells, (owned) => {
        assert.deepEqual(sorted([...ownedCells(throughEngine(outputsOf(owned)))]), sorted(owned));
      }),
      { numRuns: 3000 },
    );
  });

  it("says a version once: 25 bytes a cell of 1,000, at every lock level", () => {
    const text = (prefix: string, n: number) => `${prefix}${String(n).padStart(20, "0")}`;
    const owned = Array.from({ length: 1000 }, (_, i): OwnedCell => {
      const [row, column] = [Math.floor(i / 10), i % 10];
      const lockVersion = {
        DataTable: text("t", 1),
        Attribute: text("a", column),
        PrimaryValues: text("r", row),
        Value: text("v", i),
      };
      const Store = `S${row}`;
      return { rowKey: Store, attribute: `C${column}`, primaryValues: { Store }, value: "x", lockVersion };
    });
    const { __lockVersions: locks } = outputsOf(owned);
    const bytes = JSON.stringify(locks).length;
    assert.ok(bytes < 26 * 1000, `${bytes} bytes`);
    const all = JSON.stringify(owned.map(({ lockVersion }) => lockVersion)).length;
    assert.ok(bytes < all / 4);
  });

  it("of a newer release is refused, with what to do; of any earlier one it is read", () => {
    const newer = { __lockVersions: { schemaVersion: 5 } };
    const problem = stateProblem(newer);
    assert.equal(problem?.code, "NEWER_STATE");
    assert.match(renderProblem(problem), /schema 5, this release reads up to 4[^]*npm install/);
    assert.equal(stateProblem({ __lockVersions: { schemaVersion: 1 } }), undefined);
    const [table, row, cell] = ["t1", "r1", "v1"];
    const first = { schemaVersion: 1, table, rows: { Berlin: row }, cells: { Berlin: { Opens: cell } } };
    assert.deepEqual(
      [...ownedCells({ ...inputs, rows: { Berlin: { Opens: "a" } }, __lockVersions: first })][0]?.lockVersion,
      { DataTable: table, PrimaryValues: row, Value: cell },
    );
    assert.equal(stateProblem({}), undefined);
    assert.deepEqual(
      [...ownedCells({ ...inputs, rows: { Berlin: { Opens: "a" } } })],
      [{ rowKey: "Berlin", attribute: "Opens", primaryValues: { Store: "Berlin" }, value: "a", lockVersion: {} }],
    );
  });

  it("wraps secrets and nothing else, and does so again when outputs are handed back", () => {
    const owned = ["Opens", "ApiKey"].map((attribute): OwnedCell => ({
      ...{ rowKey: "Berlin", attribute, primaryValues: { Store: "Berlin" }, value: "hush", lockVersion: {} },
    }));
    for (const marks of [{ sensitive: ["ApiKey"] }, { __secretCells: ["ApiKey\nBerlin"] }]) {
      const outputs = outputsOf(owned, { ...marks, rows: { Berlin: { Opens: "hush", ApiKey: "hush" } } });
      const wrapped = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
      assert.deepEqual(outputs.rows, { Berlin: { ApiKey: wrapped, Opens: "hush" } });
      assert.deepEqual(outputsAgain(throughEngine(outputs)), outputs);
    }
  });
});
