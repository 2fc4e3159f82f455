import { strict as assert } from "node:assert";
import { ownedCells } from "../../src/provider/values/state/state";
import { requestCounts } from "../helpers/values-bench";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columnNames = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
const columns = {
  Store: { type: "TEXT", primary: true },
  ...Object.fromEntries(columnNames.map((name) => [name, { type: "TEXT" } as const])),
} as const;

/** 100 rows of 10 values: what a table may hold. */
const rows = Array.from({ length: 100 }, (_, row) => ({
  Store: `Store ${row}`,
  ...Object.fromEntries(columnNames.map((name) => [name, `${name} of ${row}`])),
}));

const live = rows
  .map(({ Store, ...values }) => ({ keys: { Store }, values }))
  .sort((a, b) => (JSON.stringify(Object.values(a.keys)) < JSON.stringify(Object.values(b.keys)) ? -1 : 1));

describe("a table with 1,000 values, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
  });
  after(() => stack?.close());

  const counts = () => requestCounts(stack.bench.simulator);
  /** `TEST_FIGURES=1` shows what a release note wants to know. */
  const figures = (command: string) => process.env.TEST_FIGURES && console.log(`      ${command}:`, counts());

  it("is filled by 40 creates of 25, and no other write", async () => {
    stack.declare({ hours: { rows } });
    const { code, all } = await stack.pulumi(["up", "--yes"]);
    assert.equal(code, 0, all);
    figures("up");
    assert.deepEqual(
      stack.writes(),
      Array.from({ length: 40 }, () => ["BatchCreateDataTableValue", 25]),
    );
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, live);
  });

  it("keeps every cell's lock version in state, at few bytes a cell", async () => {
    const { outputs, inputs } = await stack.recorded("hours");
    const recorded = [...ownedCells(outputs)].map(({ rowKey, attribute, lockVersion }) => [
      rowKey,
      attribute,
      lockVersion.Value,
    ]);
    const truth = stack.bench.simulator.dump({ locks: true }).tables.Hours?.rows ?? [];
    const current = truth.flatMap(({ keys, locks = {} }) =>
      Object.entries(locks).map(([column, lock]) => [keys.Store, column, lock.Value]),
    );
    assert.deepEqual(recorded.sort(), current.sort());
    assert.equal(recorded.length, 1000);
    const bytes = (JSON.stringify(inputs) + JSON.stringify(outputs)).length;
    if (process.env.TEST_FIGURES) console.log(`      state: ${bytes / 1000} bytes a cell`);
    assert.ok(bytes < 150_000, `${bytes} bytes`);
  });

  it("is refreshed by one page and one schema request", async () => {
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["refresh", "--preview-only", "--expect-no-changes"]);
    assert.equal(code, 0, all);
    figures("refresh --preview-only");
    const { ListDataTableValues: pages, ...others } = counts();
    assert.equal(pages, 1);
    assert.deepEqual(others, { ListDataTableAttributes: 1 });
  });

  it("has one cell changed by one update of one item", async () => {
    stack.declare({ hours: { rows: rows.map((row) => (row.Store === "Store 7" ? { ...row, C: "changed" } : row)) } });
    stack.bench.simulator.clearRequests();
    assert.equal((await stack.pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    figures("up of one cell");
    assert.deepEqual(stack.writes(), [["BatchUpdateDataTableValue", 1]]);
    const changed = live.map((row) =>
      row.keys.Store === "Store 7" ? { ...row, values: { ...row.values, C: "changed" } } : row,
    );
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, changed);
  });
});
