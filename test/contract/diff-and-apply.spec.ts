/** The command line's `diff` and an apply say the same of a table: the same steps in the same order, or the same refusals. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { openInstance } from "../../src/aws/connect-instance";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import type { ColumnDeclaration, TableDeclaration } from "../../src/core/schema/declaration";
import { describeStep } from "../../src/core/schema/describe-step";
import { validateTable } from "../../src/core/schema/validate/table";
import { compareTable } from "../../src/file/compare/table";
import type { TableFile } from "../../src/file/format/table-file";
import { parseTableFile } from "../../src/file/read/parse-table-file";
import { reportSteps } from "../../src/report/from-steps";
import { reconcileTable } from "../../src/sync/schema/reconcile";
import { observeTable } from "../../src/sync/schema/prospect";
import { instanceId, tableBench, type TableBench } from "./table-stack";

function fileOf(text: string): TableFile {
  const { table, problems } = parseTableFile(text, "t.yaml", (file) => ({ file, text: "" }));
  assert.ok(table, JSON.stringify(problems));
  return table;
}

describe("diff and apply", () => {
  let bench: TableBench;
  beforeEach(async () => {
    bench = await tableBench();
  });
  afterEach(() => bench.close());

  const gateway = () =>
    openInstance(
      { region: "eu-central-1", endpoint: bench.settings.endpoint, requestsPerSecond: 100_000, burst: 1000 },
      instanceId,
    );

  async function diff(file: TableFile, name: string) {
    const observed = await observeTable(gateway(), { desired: { name } });
    assert.ok(observed);
    const { schema, plan } = compareTable(file, observed, await gateway().table(observed.dataTableId).listValues());
    const refusals = schema.refusals.map(({ code, column }) => [code, column]);
    return { steps: schema.steps.map(describeStep), refusals, settings: reportSteps(schema.steps, observed), plan };
  }

  async function apply(desired: TableDeclaration, base?: Awaited<ReturnType<typeof reconcileTable>>["table"]) {
    const request = { desired: { ...desired, adopt: true }, ...base };
    const outcome = await reconcileTable(gateway(), request, { sleep: () => Promise.resolve() });
    assert.equal(outcome.failure, undefined);
    const refusals = outcome.refusals.map(({ code, column }) => [code, column]);
    return { steps: outcome.done.map(describeStep), refusals, table: outcome.table };
  }

  const live = `name: Hours
columns: { Store: { type: TEXT, primary: true }, A: TEXT, B: TEXT }
rows:
  - { Store: Berlin, A: a, B: b }
  - { Store: Paris, B: b }
`;

  it("call a chain of renames one rename for each column, the end of the chain first, and no value changes", async () => {
    await seedSimulator(bench.simulator.url, instanceId, fileOf(live));
    const file = fileOf(`name: Hours
columns:
  Store: { type: TEXT, primary: true }
  B: { type: TEXT, renamedFrom: A }
  C: { type: TEXT, renamedFrom: B }
rows:
  - { Store: Berlin, B: a, C: b }
  - { Store: Paris, C: b }
`);
    const { steps, settings, plan } = await diff(file, "Hours");
    assert.deepEqual(steps, ['rename the column "B" to "C"', 'rename the column "A" to "B"']);
    assert.deepEqual(
      settings.map(({ kind, path, before, after }) => [kind, path, before, after]),
      [
        ["update", "attributes.C.name", "B", "C"],
        ["update", "attributes.B.name", "A", "B"],
      ],
    );
    assert.deepEqual(plan.changes, []);
    assert.deepEqual((await apply(file.table)).steps, steps);
    const again = await diff(file, "Hours");
    assert.deepEqual([again.steps, again.plan.changes], [[], []]);
  });

  it("follow a chain whose first column holds no value", async () => {
    await seedSimulator(bench.simulator.url, instanceId, fileOf(live.replace("A: a, ", "")));
    const file = fileOf(`name: Hours
columns:
  Store: { type: TEXT, primary: true }
  B: { type: TEXT, renamedFrom: A }
  C: { type: TEXT, renamedFrom: B }
rows: [{ Store: Berlin, C: b }, { Store: Paris, C: b }]
`);
    assert.deepEqual((await diff(file, "Hours")).plan.changes, []);
  });

  it("refuse another key while the table holds values", async () => {
    await seedSimulator(bench.simulator.url, instanceId, fileOf(live));
    const file = fileOf(live.replace("A: TEXT", "A: { type: TEXT, primary: true }").replace(/- {.*Paris.*\n/, ""));
    const { refusals } = await diff(file, "Hours");
    assert.deepEqual(refusals, [["KEY_COLUMN_CHANGE", "A"]]);
    assert.deepEqual((await apply(file.table)).refusals, refusals);
  });

  it("agree on any change of the settings and the columns (60 random pairs of tables)", async () => {
    let count = 0;
    bench.simulator.setLimits({ tablesPerInstance: 100_000 });
    await fc.assert(
      fc.asyncProperty(declaration, declaration, fc.boolean(), async (before, after, hasState) => {
        const name = `T${count++}`;
        const first = { ...before, name };
        const second = { ...after, name, tags: { ...before.tags, ...after.tags } };
        const removed = Object.keys(first.attributes).filter((column) => !Object.hasOwn(second.attributes, column));
        const desired = hasState ? { ...second, allowAttributeRemoval: removed } : second;
        fc.pre([first, desired].every((one) => validateTable(one, () => false).length === 0));
        const { table } = await apply(first);
        const file: TableFile = { table: desired, values: { primaryAttributes: [], rows: [], defaults: {} } };
        const said = await diff(file, name);
        const done = await apply(desired, hasState ? table : undefined);
        assert.deepEqual(
          { steps: done.steps, refusals: done.refusals },
          { steps: said.refusals.length > 0 ? [] : said.steps, refusals: said.refusals },
        );
        if (done.refusals.length === 0) assert.deepEqual((await diff(file, name)).steps, []);
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});

const columnName = fc.constantFrom("A", "B", "C", "D", "constructor");
const column: fc.Arbitrary<ColumnDeclaration> = fc.record(
  {
    type: fc.constantFrom("TEXT", "NUMBER"),
    description: fc.constantFrom("", "one", " one ", "two"),
    validation: fc.constantFrom({}, { maxLength: 3 }, { maxLength: 3, minLength: 0 }),
    renamedFrom: columnName,
  },
  { requiredKeys: ["type"] },
);
const declaration: fc.Arbitrary<Omit<TableDeclaration, "name">> = fc.record(
  {
    timeZone: fc.constantFrom("UTC", "Europe/Berlin"),
    attributes: fc.dictionary(columnName, column, { maxKeys: 4, noNullPrototype: true }),
    description: fc.constantFrom("", "x", "x ", "y"),
    lockLevel: fc.constantFrom("NONE", "VALUE", "DATA_TABLE"),
    tags: fc.dictionary(fc.constantFrom("team", "constructor"), fc.constantFrom("1", "2"), { noNullPrototype: true }),
  },
  { requiredKeys: ["timeZone", "attributes"] },
);
