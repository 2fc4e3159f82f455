import { strict as assert } from "node:assert";
import { valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER", validation: { Minimum: 0 } },
  Channels: { type: "TEXT_LIST" },
  constructor: { type: "TEXT" },
} as const;

const program = `
const { DataTableValues } = require("pulumi-connect-data-tables");
const { hours } = require("./desired.json");
new DataTableValues("hours", {
  ...hours,
  rows: [
    { Store: "Unknown", Fax: "030 1" },
    { Store: "Type", Seats: true },
    { Opens: "09:00" },
    { Store: "Twice", Opens: "09:00" },
    { Store: "Twice", Opens: "10:00" },
    { Store: "Long", Opens: "x".repeat(5001) },
    { Store: "List", Channels: Array.from({ length: 101 }, (_, item) => "channel " + item) },
    { Store: "Formula", Opens: "=1+1" },
    { Store: "Number", Seats: NaN },
    { Store: "Range", Seats: -1 },
    { Store: "Nested", Opens: { from: "09:00", to: "18:00" } },
    { Store: "Keys" },
    { Store: "Good", Opens: "09:00" },
  ],
});
`;

const plainProgram = `
const { DataTableValues } = require("pulumi-connect-data-tables");
new DataTableValues("hours", require("./desired.json").hours);
`;

describe("bad input, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject({ "index.js": program }, columns);
    stack.declare({ hours: {} });
  });
  after(() => stack?.close());

  it("is one failing preview that names every problem with table, row and column; nothing is written", async () => {
    const { code, all } = await stack.pulumi(["up", "--yes"]);
    assert.notEqual(code, 0);
    assert.ok(all.includes(`data table ${stack.bench.tableId}`), all);
    const expected = [
      /row "Unknown", column "Fax": .*no column of this name/,
      /row "Type", column "Seats": .*true.* NUMBER/,
      /column "Store": row 3 has no value in this key column/,
      /row "Twice".*: row 5 has the same key as row 4/,
      /row "Long", column "Opens": .*5001 characters.* 5000/,
      /row "List", column "Channels": .*101 items.* 100/,
      /row "Formula", column "Opens": .*begins with "="/,
      /row "Number", column "Seats": .*(NaN|not a number)/i,
      /row "Range", column "Seats": .*-1.* at least 0/,
      /row "Nested", column "Opens": .*an object/,
      /row "Keys": .*key columns only/,
    ];
    const missing = expected.filter((problem) => !problem.test(all));
    assert.deepEqual(missing, [], all);
    assert.match(all, /\b11 problems\b/);
    assert.doesNotMatch(all, /"Good"/);
    assert.doesNotMatch(all, /x{100}/, "the long text itself");
    assert.deepEqual(stack.writes(), []);
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, []);
    assert.match(all, /^Previewing update/);
    assert.doesNotMatch(all, /^Updating \(/m);
  });

  it("is told from names that every object has: they are written, read and changed like any other", async () => {
    const names = ["toString", "constructor", "hasOwnProperty"];
    const rows = (Opens: string) => names.map((Store) => ({ Store, Opens, constructor: Opens }));
    stack.project.write("index.js", plainProgram);
    for (const Opens of ["09:00", "10:00"]) {
      stack.declare({ hours: { rows: rows(Opens) } });
      const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
      assert.equal(code, 0, all);
      const stored = stack.bench.simulator.dump().tables.Hours?.rows ?? [];
      assert.deepEqual(
        stored.map(({ keys, values }) => [keys.Store, values]).sort(),
        names.sort().map((name) => [name, { Opens, constructor: Opens }]),
      );
    }
    const { code, all } = await stack.pulumi(["refresh", "--yes"]);
    assert.equal(code, 0, all);
  });

  it("is a wrong id in the place of the recorded one: the preview fails once, and names the way to look it up", async () => {
    stack.declare({
      hours: { rows: [{ Store: "Berlin", Opens: "09:00" }], dataTableId: "6f0a1b2c-0000-4000-8000-000000000001" },
    });
    const { code, all } = await stack.pulumi(["preview"]);
    assert.notEqual(code, 0);
    const diagnostics = all.slice(all.indexOf("Diagnostics:"));
    assert.equal(diagnostics.match(/\[[A-Z_]+\]/g)?.length, 1, diagnostics);
    assert.match(diagnostics, /no table with this dataTableId was found\. \[INVALID_IDENTITY\]\n.*getDataTable\(/);
  });
});
