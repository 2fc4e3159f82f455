import { strict as assert } from "node:assert";
import { reportPreview } from "../../src/report/preview/from-preview";
import { instanceId } from "../helpers/values-bench";
import { hoursTable, hoursValues, stackProject, type StackProject } from "../helpers/stack-project";

const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];
const three = { Berlin: "09:00", Paris: "08:00", Rome: "07:00" };

// Each test begins with an empty stack; a destroy that is refused is put right at its end.
describe("consent is for what was seen, on the real engine", function () {
  this.timeout(120_000);
  let stack: StackProject;
  before(async function () {
    this.timeout(240_000);
    stack = await stackProject();
  });
  after(() => stack?.close());
  beforeEach(async () => {
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
  });
  afterEach(async () => {
    stack.declare(hoursTable({ allowDelete: true }), hoursValues(three, { onConflict: "overwrite", guard: false }));
    const { code, all } = await stack.project.pulumi(up);
    assert.equal(code, 0, all);
    await stack.run(...destroy);
    assert.deepEqual(stack.simulator.dump().tables, {});
  });

  it("up --refresh refuses to delete an edit of a resource that goes away; a later run may, and lists it", async () => {
    stack.edit("Hours", "Paris", "Opens", "08:45");
    stack.declare(hoursTable());
    assert.match(
      await stack.fail(...up, "--refresh"),
      /row "Paris", column "Opens" was edited, and this update would delete it/,
    );
    assert.equal(stack.live()?.Paris?.Opens, "08:45");
    // A delete cannot put back what the refresh has read; state marks it as taken.
    await stack.assertNoDrift();
    const listed = await stack.run(...up);
    assert.match(
      listed,
      /1 value of another writer was replaced or removed; `pulumi refresh` accepted it earlier; it was: \[REPLACED\]\s+row "Paris", column "Opens": "08:45"/,
    );
    assert.deepEqual(stack.live(), {});
    await stack.assertNoDrift();
  });

  it("so it does where the resource gets another table", async () => {
    const other = { ...hoursTable({ name: "Other" }), name: "other" };
    stack.declare(hoursTable(), other, hoursValues(three));
    await stack.run(...up);
    stack.edit("Hours", "Paris", "Opens", "08:45");
    stack.declare(hoursTable(), other, hoursValues(three, { dataTableId: { $of: "other.dataTableId" } }));
    assert.match(
      await stack.fail(...up, "--refresh"),
      /row "Paris", column "Opens" was edited, and this update would delete it/,
    );
    assert.equal(stack.live()?.Paris?.Opens, "08:45");
    await stack.assertNoDrift();
    assert.match(
      await stack.run(...up),
      /accepted it earlier; it was: \[REPLACED\]\s+row "Paris", column "Opens": "08:45"/,
    );
    assert.deepEqual([stack.live(), Object.keys(stack.live("Other") ?? {})], [{}, ["Berlin", "Paris", "Rome"]]);
    await stack.assertNoDrift();
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
  });

  it("up --refresh with an unchanged program tells of drift in preview and result, and writes nothing", async () => {
    stack.edit("Hours", "Paris", "Opens", "08:45");
    stack.edit("Hours", "Rome", "Opens", null);
    const told =
      /2 values were edited outside of this program and left as they are[^]*row "Paris", column "Opens": recorded "08:00", live "08:45"[^]*row "Rome", column "Opens": recorded "07:00", live \(none\)/;
    for (let round = 0; round < 2; round++) {
      assert.match(await stack.run("preview", "--refresh"), told);
      assert.match(await stack.run(...up, "--refresh"), told);
      assert.deepEqual(stack.live(), { Berlin: { Opens: "09:00" }, Paris: { Opens: "08:45" } });
      await stack.assertDispute("hours rows.Paris.Opens", "hours rows.Rome");
    }
    const { stdout } = await stack.project.pulumi(["preview", "--refresh", "--json"]);
    const reported = reportPreview(stdout);
    assert.ok("report" in reported && reported.report.messages.some(({ text }) => told.test(text)), stdout);
  });

  it("a separate refresh is consent; the preview and the run after it list what they replace", async () => {
    stack.edit("Hours", "Paris", "Opens", "08:45");
    await stack.run("refresh", "--yes", "--skip-preview");
    const will =
      /1 value of another writer will be replaced or removed; `pulumi refresh` accepted it earlier; it is: \[REPLACED\]\s+row "Paris", column "Opens": "08:45"/;
    assert.match(await stack.run("preview"), will);
    assert.match(await stack.run(...up), will);
    assert.equal(stack.live()?.Paris?.Opens, "08:00");
    assert.doesNotMatch(await stack.run(...up), /another writer/);
    await stack.assertNoDrift();
  });

  it("destroy --refresh refuses to delete an edit; a destroy of its own then lists it", async () => {
    stack.edit("Hours", "Paris", "Opens", "08:45");
    assert.match(await stack.fail(...destroy), /\[CONFLICT\][^]*row "Paris", column "Opens" was edited/);
    await stack.assertDispute("hours rows.Paris.Opens");
    assert.match(await stack.fail(...destroy, "--refresh"), /\[CONFLICT\][^]*row "Paris", column "Opens" was edited/);
    assert.equal(stack.live()?.Paris?.Opens, "08:45");
    await stack.assertNoDrift();
    assert.match(
      await stack.run(...destroy),
      /accepted it earlier; it was: \[REPLACED\]\s+row "Paris", column "Opens": "08:45"/,
    );
    assert.deepEqual(stack.simulator.dump().tables, {});
  });

  it("a table is not deleted while it holds what others wrote, and each way out works", async () => {
    stack.edit("Hours", "Madrid", "Opens", "06:00");
    const refused = await stack.fail(...destroy);
    assert.match(
      refused,
      /table "Hours" \(.*\) is not deleted: it holds 1 value that state does not record as ours\. \[TABLE_NOT_EMPTY\]\s+row "Madrid", column "Opens", last modified/,
    );
    assert.doesNotMatch(refused, /06:00/);
    assert.deepEqual(stack.live(), { Madrid: { Opens: "06:00" } });
    await stack.assertNoDrift();
    stack.declare(hoursTable({ allowDelete: true }), hoursValues(three));
    await stack.run(...up);
    const listed = await stack.run(...destroy);
    assert.match(
      listed,
      /1 value was removed with table "Hours" \(allowDelete: true\): \[REPLACED\]\s+row "Madrid", column "Opens", last modified/,
    );
    assert.deepEqual(stack.simulator.dump().tables, {});
  });

  it("overwrite lists every value that it replaces, in the preview, its report and the run", async () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`S${10 + index}`, "09:00"]));
    stack.declare(hoursTable(), hoursValues(many, { guard: false }));
    await stack.run(...up);
    Object.keys(many).forEach((store, index) => stack.edit("Hours", store, "Opens", `e${index}`));
    const other = Object.fromEntries(Object.keys(many).map((store) => [store, "10:00"]));
    stack.declare(hoursTable(), hoursValues(other, { guard: false, onConflict: "overwrite" }));
    const lines = Object.keys(many).map((store, index) => `row "${store}", column "Opens": "e${index}"`);
    const { stdout } = await stack.project.pulumi(["preview", "--json"]);
    const reported = reportPreview(stdout);
    const messages = "report" in reported ? reported.report.messages.map(({ text }) => text).join("\n") : "";
    const result = await stack.run(...up);
    for (const line of lines) {
      assert.ok(messages.includes(line), line);
      assert.ok(result.includes(line), line);
    }
    await stack.assertNoDrift();
  });

  it("after a rename of the stack and of the resource, with an alias, up --refresh still tells of a changed time zone and does not revert it", async () => {
    await stack.project.pulumi(["stack", "rename", "other"]);
    const renamed = { PULUMI_STACK: "other" };
    const values = hoursValues(three, { dataTableId: { $of: "table2.dataTableId" }, instanceId });
    stack.declare({ ...hoursTable({}, { aliases: [{ name: "table" }] }), name: "table2" }, values);
    await setTimeZone(stack, "Europe/Paris");
    const { code, all } = await stack.project.pulumi([...up, "--refresh"], renamed);
    assert.equal(code, 0, all);
    assert.equal(stack.simulator.dump().tables.Hours?.timeZone, "Europe/Paris", "not reverted");
    assert.match(
      all,
      /someone else changed the time zone [^]*from "Europe\/Berlin" to "Europe\/Paris"; this update leaves it as it is/,
    );
    await setTimeZone(stack, "Europe/Berlin");
    stack.declare(hoursTable({}, { aliases: [{ name: "table2" }] }), hoursValues(three));
    assert.equal((await stack.project.pulumi(up, renamed)).code, 0);
    await stack.project.pulumi(["stack", "rename", "dev"], renamed);
  });
});

async function setTimeZone(stack: StackProject, TimeZone: string): Promise<void> {
  const { id, instance, lockLevel } = stack.simulator.dump().tables.Hours ?? assert.fail("no table");
  const { ConnectClient, UpdateDataTableMetadataCommand } = await import("@aws-sdk/client-connect");
  const client = new ConnectClient({ endpoint: stack.simulator.url, region: "eu-central-1" });
  await client.send(
    new UpdateDataTableMetadataCommand({
      InstanceId: instance.split("/").pop(),
      DataTableId: id,
      Name: "Hours",
      TimeZone,
      ValueLockLevel: lockLevel as never,
    }),
  );
  client.destroy();
}
