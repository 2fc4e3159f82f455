import { strict as assert } from "node:assert";
import { valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
  Channels: { type: "TEXT_LIST" },
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
    { Store: "Nested", Opens: { from: "09:00", to: "18:00" } },
    { Store: "Keys" },
    { Store: "Good", Opens: "09:00" },
  ],
});
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
      /row "Twice".*: .*key of an earlier row/,
      /row "Long", column "Opens": .*5001 characters.* 5000/,
      /row "List", column "Channels": .*101 items.* 100/,
      /row "Formula", column "Opens": .*begins with "="/,
      /row "Number", column "Seats": .*(NaN|not a number)/i,
      /row "Nested", column "Opens": .*an object/,
      /row "Keys": .*key columns only/,
    ];
    const missing = expected.filter((problem) => !problem.test(all));
    assert.deepEqual(missing, [], all);
    assert.match(all, /\b10 problems\b/);
    assert.doesNotMatch(all, /"Good"/);
    assert.doesNotMatch(all, /x{100}/, "the long text itself");
    assert.deepEqual(stack.writes(), []);
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, []);
    assert.match(all, /^Previewing update/);
    assert.doesNotMatch(all, /^Updating \(/m);
  });
});
