import { strict as assert } from "node:assert";
import { instanceId } from "../helpers/values-bench";
import { hoursTable, hoursValues, stackProject, type StackProject } from "../helpers/stack-project";

const up = ["up", "--yes", "--skip-preview"];
const ofTable = {
  table: { $of: "table" },
  instanceId: undefined,
  dataTableId: undefined,
  primaryAttributes: undefined,
};
const three = { Berlin: "09:00", Paris: "08:00", Rome: "07:00" };
const attributes = (columns: object) => ({ Store: { type: "TEXT", primary: true }, ...columns });

// One stack: each test goes on where the one before stopped.
describe("values of a `table`, on the real engine", function () {
  this.timeout(120_000);
  let stack: StackProject;
  before(async function () {
    this.timeout(240_000);
    stack = await stackProject();
  });
  after(() => stack?.close());

  const values = (opens: Readonly<Record<string, string>>, args: object = {}) =>
    hoursValues(opens, { ...ofTable, ...args });

  it("a first deployment with a typo, a wrong type or a wrong key column fails in the preview, and makes no table", async () => {
    const rows = [
      { Store: "Berlin", Opnes: "09:00" },
      { Store: "Paris", Opens: 8 },
    ];
    stack.declare(hoursTable(), values({}, { rows }));
    const typo = await stack.fail("preview");
    assert.match(typo, /row "Berlin", column "Opnes": the table has no column of this name\. .*\[UNKNOWN_COLUMN\]/);
    assert.match(typo, /row "Paris", column "Opens": .*\[WRONG_TYPE\]/);
    const byIds = { table: undefined, instanceId, dataTableId: { $of: "table.dataTableId" } };
    stack.declare(
      hoursTable(),
      values(three, { ...byIds, primaryAttributes: ["Shop"], rows: [{ Shop: "A", Opens: "9" }] }),
    );
    await stack.run("preview");
    stack.declare(hoursTable(), values({}, { rows: [{ Shop: "Berlin", Opens: "09:00" }] }));
    assert.match(await stack.fail("preview"), /row 1 has no value in this key column\. .*\[MISSING_KEY\]/);
    assert.equal(stack.live(), undefined);
  });

  it("in a command without their table: the package names the missing id, or the engine refuses it itself", async () => {
    stack.declare(hoursTable(), hoursValues(three));
    assert.match(
      await stack.fail(...up, "--exclude", "**table"),
      /argument dataTableId is missing\. \[MISSING_SETTING\]\n.*With --target or --exclude, let the command include the table\./,
    );
    assert.match(await stack.fail("preview", "--target", "**hours"), /depends on '.*::table' which was/);
    assert.equal(stack.live(), undefined);
  });

  it("ids beside `table`, and what is not a table, are refused by name", async () => {
    stack.declare(hoursTable(), values(three, { dataTableId: "dt", table: { $of: "table" } }));
    assert.match(await stack.fail("preview"), /dataTableId is set beside table, which already determines it\./);
    stack.declare(hoursTable(), values(three, { table: { $of: "table.dataTableId" } }));
    assert.match(await stack.fail("preview"), /table is not a DataTable\./);
  });

  it("the first `up` writes them, and strict mode takes the table for checked", async () => {
    await stack.project.pulumi(["config", "set", "connect-data-tables:strict", "true"]);
    stack.declare(hoursTable(), hoursValues(three));
    assert.match(
      await stack.fail("preview"),
      /not checked against the live table\. \[NOT_CHECKED\]\s+the id of the table is not known yet\. Pass the DataTable as `table`/,
    );
    stack.declare(hoursTable(), values(three));
    await stack.run("up", "--yes");
    assert.deepEqual(Object.keys(stack.live() ?? {}), ["Berlin", "Paris", "Rome"]);
    await stack.project.pulumi(["config", "rm", "connect-data-tables:strict"]);
    await stack.run("preview", "--expect-no-changes");
  });

  it("a pending change of the table switches off no check: a typo and a conflict fail in the preview", async () => {
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
    stack.edit("Hours", "Paris", "Opens", "08:30");
    const changed = hoursTable({ description: "opening hours" });
    for (const of of [{}, ofTable]) {
      stack.declare(changed, hoursValues({ ...three, Paris: "07:45" }, of));
      assert.match(await stack.fail("preview"), /\[CONFLICT\][^]*row "Paris", column "Opens" was edited/);
    }
    stack.declare(changed, values({}, { rows: [{ Store: "Rome", Opnes: "07:00" }], guard: false }));
    assert.match(await stack.fail("preview"), /column "Opnes": the table has no column of this name/);
    stack.edit("Hours", "Paris", "Opens", "08:00");
  });

  it("columns that the same program adds and renames are known to the preview", async () => {
    const columns = attributes({
      From: { type: "TEXT", renamedFrom: "Opens" },
      Closes: { type: "TEXT" },
      Seats: { type: "NUMBER" },
    });
    const rows = Object.entries(three).map(([Store, From]) => ({ Store, From, Seats: 4 }));
    stack.declare(hoursTable({ attributes: columns }), values({}, { rows, renamed: { Opens: "From" } }));
    assert.doesNotMatch(await stack.run("up", "--yes"), /UNKNOWN_COLUMN|NOT_CHECKED/);
    assert.deepEqual(stack.live()?.Rome, { From: "07:00", Seats: "4" });
    await stack.assertNoDrift();
    stack.declare(
      hoursTable({ attributes: columns }),
      values({}, { rows: [{ Store: "Rome", Seats: "many" }], guard: false }),
    );
    assert.match(await stack.fail("preview"), /column "Seats": .*\[NOT_A_NUMBER\]/);
    stack.declare(hoursTable({ attributes: columns }), values({}, { rows, renamed: { Opens: "From" } }));
    await stack.run("destroy", "--yes", "--skip-preview");
  });

  it("a table that is to be adopted is compared in the preview", async () => {
    stack.declare(hoursTable(), values(three));
    await stack.run(...up);
    await stack.run("state", "delete", "--yes", await stack.urn("hours"));
    await stack.run("state", "delete", "--yes", await stack.urn("table", "DataTable"));
    stack.declare(hoursTable({ adopt: true }), values({ ...three, Rome: "06:00" }));
    assert.match(await stack.fail("preview"), /row "Rome", column "Opens" already exists, with a different value/);
    stack.declare(hoursTable({ adopt: true }), values(three));
    await stack.run("up", "--yes");
    await stack.assertNoDrift();
  });
});
