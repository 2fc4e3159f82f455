import { strict as assert } from "node:assert";
import { hoursTable, hoursValues, otherInstanceId, stackProject, type StackProject } from "../helpers/stack-project";

const up = ["up", "--yes", "--skip-preview"];
const three = { Berlin: "09:00", Paris: "08:00", Rome: "07:00" };
const shops = { Berlin: { Opens: "09:00" }, Paris: { Opens: "08:00" }, Rome: { Opens: "07:00" } };

// One stack: each test goes on where the one before stopped.
describe("replacement on the real engine", function () {
  this.timeout(90_000);
  let stack: StackProject;
  before(async function () {
    this.timeout(240_000);
    stack = await stackProject();
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
  });
  after(() => stack?.close());

  async function assertPlanIsEmpty(): Promise<void> {
    assert.match(await stack.run("preview"), /3 unchanged/);
    await stack.assertNoDrift();
  }

  it("--replace of the values: what create claimed, the delete of the old copy leaves", async () => {
    const urn = await stack.urn("hours");
    await stack.run(...up, "--replace", urn);
    assert.deepEqual(stack.live(), shops);
    await assertPlanIsEmpty();
  });

  it("--target-replace and taint take the same way", async () => {
    const urn = await stack.urn("hours");
    await stack.run(...up, "--target-replace", urn);
    await stack.run("state", "taint", urn, "--yes");
    await stack.run(...up);
    assert.deepEqual(stack.live(), shops);
    await assertPlanIsEmpty();
  });

  it("an edited cell is a conflict of a forced replacement, and following its advice works", async () => {
    const urn = await stack.urn("hours");
    stack.edit("Hours", "Paris", "Opens", "08:45");
    await stack.run("state", "taint", urn, "--yes");
    const refused = await stack.fail(...up);
    assert.match(refused, /\[CONFLICT\][^]*row "Paris", column "Opens" already exists[^]*`pulumi state untaint`/);
    assert.deepEqual(stack.live(), { ...shops, Paris: { Opens: "08:45" } });
    await stack.run("state", "untaint", urn, "--yes");
    await stack.assertDispute("hours rows.Paris.Opens");
    assert.match(await stack.run("preview"), /3 unchanged/);
    stack.edit("Hours", "Paris", "Opens", "08:00");
    await stack.run(...up);
  });

  it("with replaceOnChanges the recorded values are the base: a new row, a changed and a dropped one, and nothing more", async () => {
    const options = { replaceOnChanges: ["rows"] };
    stack.declare(hoursTable(), hoursValues({ Berlin: "09:30", Paris: "08:00", Oslo: "10:00" }, {}, options));
    await stack.run(...up);
    assert.deepEqual(stack.live(), { Berlin: { Opens: "09:30" }, Oslo: { Opens: "10:00" }, Paris: { Opens: "08:00" } });
    await assertPlanIsEmpty();
    stack.edit("Hours", "Oslo", "Opens", "10:30");
    stack.declare(hoursTable(), hoursValues({ ...three, Oslo: "11:00" }, {}, options));
    assert.match(await stack.fail(...up), /row "Oslo", column "Opens" was edited/);
    stack.edit("Hours", "Oslo", "Opens", "10:00");
    stack.declare(hoursTable(), hoursValues(three, {}, options));
    await stack.run(...up);
    assert.deepEqual(stack.live(), shops);
  });

  it("a trigger, and deleting first, in each order", async () => {
    stack.declare(hoursTable(), hoursValues(three, {}, { replacementTrigger: "a" }));
    await stack.run(...up);
    stack.declare(hoursTable(), hoursValues(three, {}, { replacementTrigger: "b" }));
    await stack.run(...up);
    assert.deepEqual(stack.live(), shops);
    stack.declare(
      hoursTable(),
      hoursValues({ ...three, Berlin: "09:15" }, {}, { replacementTrigger: "c", deleteBeforeReplace: true }),
    );
    await stack.run(...up);
    assert.deepEqual(stack.live(), { ...shops, Berlin: { Opens: "09:15" } });
    await assertPlanIsEmpty();
    stack.declare(hoursTable(), hoursValues(three, {}, { deleteBeforeReplace: true }));
    await stack.run(...up);
    await stack.run(...up, "--replace", await stack.urn("hours"));
    assert.deepEqual(stack.live(), shops);
    await assertPlanIsEmpty();
  });

  it("values replaced with their table (replaceWith) stay too", async () => {
    stack.declare(hoursTable(), hoursValues(three, {}, { replaceWith: ["table"] }));
    await stack.run(...up);
    await stack.run(...up, "--replace", await stack.urn("table", "DataTable"));
    assert.deepEqual(stack.live(), shops);
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
    await assertPlanIsEmpty();
  });

  it("--replace of the table leaves the table with everything in it, deleting first or not", async () => {
    stack.edit("Hours", "Madrid", "Opens", "06:00");
    const everything = { ...shops, Madrid: { Opens: "06:00" } };
    const id = stack.simulator.dump().tables.Hours?.id;
    await stack.run(...up, "--replace", await stack.urn("table", "DataTable"));
    assert.deepEqual(stack.live(), everything);
    await assertPlanIsEmpty();
    stack.declare(hoursTable({}, { deleteBeforeReplace: true }), hoursValues(three));
    await stack.run(...up, "--replace", await stack.urn("table", "DataTable"));
    assert.deepEqual(stack.live(), everything);
    assert.equal(stack.simulator.dump().tables.Hours?.id, id);
    await assertPlanIsEmpty();
    stack.edit("Hours", "Madrid", "Opens", null);
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
  });

  it("a table setting that someone changed is refused in a forced replacement, and not reverted", async () => {
    const urn = await stack.urn("table", "DataTable");
    stack.declare(hoursTable({ description: "ours" }), hoursValues(three));
    const refused = await stack.fail(...up, "--replace", urn);
    assert.match(refused, /description[^]*\[TABLE_CHANGED\][^]*without `--replace`/);
    await stack.assertNoDrift();
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
  });

  /** What a crash between the create and the delete of a replacement leaves in state: an old copy that recorded something else. */
  async function leaveOldCopy(opens: string): Promise<void> {
    const { stdout } = await stack.project.pulumi(["stack", "export"]);
    const state = JSON.parse(stdout) as {
      deployment: { resources: { urn: string; delete?: boolean; outputs: object }[] };
    };
    const copy = state.deployment.resources.find(({ urn }) => urn.endsWith("::hours"));
    assert.ok(copy);
    const rows = { ...three, Berlin: opens, Oslo: "10:00" };
    const recorded = Object.fromEntries(Object.entries(rows).map(([store, Opens]) => [store, { Opens }]));
    state.deployment.resources.push({ ...copy, delete: true, outputs: { ...copy.outputs, rows: recorded } });
    stack.project.write("left.json", state);
    await stack.run("stack", "import", "--file", "left.json", "--force");
  }

  it("an old copy that a crash left takes nothing of the new one along, in an up or a destroy", async () => {
    await leaveOldCopy("08:30");
    stack.edit("Hours", "Oslo", "Opens", "10:00");
    await stack.run(...up);
    assert.deepEqual(stack.live(), shops, "what the old copy alone recorded goes");
    await assertPlanIsEmpty();
    await leaveOldCopy("08:30");
    await stack.run("destroy", "--yes", "--skip-preview");
    assert.deepEqual(stack.simulator.dump().tables, {});
    await stack.run(...up);
    assert.deepEqual(stack.live(), shops);
    await assertPlanIsEmpty();
  });

  it("an honest replacement (another instance) works in one up without allowDelete: our values go first", async () => {
    stack.declare(hoursTable({ instanceId: otherInstanceId }), hoursValues(three));
    await stack.run(...up);
    assert.deepEqual(stack.live(), shops);
    assert.equal(stack.simulator.dump().tables.Hours?.instance.split("/").pop(), otherInstanceId);
    await assertPlanIsEmpty();
  });

  it("and stops before anything is deleted where someone else's values would go with the old table", async () => {
    stack.edit("Hours", "Madrid", "Opens", "06:00");
    stack.declare(hoursTable(), hoursValues(three));
    const refused = await stack.fail(...up);
    assert.match(refused, /\[TABLE_NOT_EMPTY\][^]*row "Madrid", column "Opens", last modified/);
    assert.deepEqual(stack.live(), { ...shops, Madrid: { Opens: "06:00" } });
    await stack.assertNoDrift();
    stack.declare(hoursTable({ instanceId: otherInstanceId }), hoursValues(three));
    await stack.run(...up);
    await assertPlanIsEmpty();
  });
});
