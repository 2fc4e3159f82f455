import { strict as assert } from "node:assert";
import { reportPreview } from "../../src/report/preview/from-preview";
import { instanceId } from "../helpers/values-bench";
import {
  hoursTable,
  hoursValues,
  otherInstanceId,
  rates,
  stackProject,
  type StackProject,
} from "../helpers/stack-project";

const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];
const three = { Berlin: "09:00", Paris: "08:00", Rome: "07:00" };
const there = { Berlin: { Opens: "09:00" }, Paris: { Opens: "08:00" }, Rome: { Opens: "07:00" } };

/** A table that exists, made and filled by the supervisors. */
async function givenTable(
  stack: StackProject,
  name = "Hours",
  rows: Readonly<Record<string, string>> = three,
  instance = instanceId,
) {
  const { ConnectClient, CreateDataTableCommand, CreateDataTableAttributeCommand } =
    await import("@aws-sdk/client-connect");
  const client = new ConnectClient({ endpoint: stack.simulator.url, region: "eu-central-1" });
  const table = {
    InstanceId: instance,
    Name: name,
    TimeZone: "Europe/Berlin",
    ValueLockLevel: "VALUE",
    Status: "PUBLISHED",
  } as const;
  const { Id: DataTableId = "" } = await client.send(new CreateDataTableCommand(table));
  for (const Name of ["Store", "Opens", "Closes"]) {
    const column = { InstanceId: instance, DataTableId, Name, ValueType: "TEXT", Primary: Name === "Store" } as const;
    await client.send(new CreateDataTableAttributeCommand(column));
  }
  for (const [store, opens] of Object.entries(rows))
    stack.simulator.edit({ table: DataTableId, keys: { Store: store }, column: "Opens", value: opens });
  client.destroy();
  return DataTableId;
}

describe("tables that others made, on the real engine", function () {
  this.timeout(120_000);
  let stack: StackProject;
  before(async function () {
    this.timeout(240_000);
    stack = await stackProject();
  });
  after(() => stack?.close());

  it("taken over and destroyed: what was there stays, with the table; what we created goes", async () => {
    await givenTable(stack);
    stack.declare(hoursTable({ adopt: true }), hoursValues({ ...three, Oslo: "10:00" }));
    await stack.run(...up);
    const said = await stack.run(...destroy);
    assert.match(said, /3 values stay: they were in the table before this resource first recorded them/);
    assert.match(said, /table "Hours" \(.*\) existed before this stack took it over, so it stays/);
    assert.deepEqual(stack.live(), there);
  });

  it("taken over and replaced by force: the table stays with everything in it", async () => {
    stack.declare(hoursTable({ adopt: true }), hoursValues({ ...three, Oslo: "10:00" }));
    await stack.run(...up);
    await stack.run(...up, "--replace", await stack.urn("table", "DataTable"));
    assert.deepEqual(stack.live(), { ...there, Oslo: { Opens: "10:00" } });
  });

  it("removed from the program: preview and report promise what happens", async () => {
    stack.declare(hoursTable({ adopt: true }), hoursValues({ ...three, Oslo: "10:00" }));
    await stack.run(...up);
    stack.declare();
    const { stdout } = await stack.project.pulumi(["preview", "--json"]);
    const reported = reportPreview(stdout);
    assert.ok("report" in reported);
    const { totals, tables } = reported.report;
    assert.deepEqual([totals.delete, totals.release], [1, 3], JSON.stringify(reported.report, undefined, 1));
    assert.deepEqual(tables.map(({ operation }) => operation).sort(), ["delete", "release"]);
    assert.match(await stack.run(...up), /3 values stay/);
    assert.deepEqual(stack.live(), there);
    stack.simulator.edit({ table: "Hours", deleteTable: true });
  });

  it("with only its id given: a replacement and a dropped row before it change nothing of that", async () => {
    const dataTableId = await givenTable(stack);
    const target = { instanceId, dataTableId };
    stack.declare(hoursValues({ ...three, Oslo: "10:00" }, target));
    await stack.run(...up);
    stack.declare(hoursValues({ Berlin: "09:00", Rome: "07:00", Oslo: "10:00" }, target));
    await stack.run(...up);
    assert.deepEqual(Object.keys(stack.live() ?? {}), ["Berlin", "Oslo", "Rome"], "a dropped row is deleted");
    await stack.assertNoDrift();
    await stack.run(...destroy);
    assert.deepEqual(Object.keys(stack.live() ?? {}), ["Berlin", "Rome"]);
    stack.simulator.edit({ table: "Hours", deleteTable: true });
  });

  it("a trigger, which hides from the new copy whose values are whose: what it replaces is listed, and all of it stays", async () => {
    const dataTableId = await givenTable(stack);
    const target = { instanceId, dataTableId };
    const rows = { ...three, Oslo: "10:00" };
    stack.declare(hoursValues(rows, target, { replacementTrigger: "a" }));
    await stack.run(...up);
    stack.edit("Hours", "Oslo", "Opens", "10:30");
    await stack.run("refresh", "--yes", "--skip-preview");
    stack.declare(hoursValues(rows, target, { replacementTrigger: "b" }));
    const listed =
      /1 recorded value (will be|was) replaced or removed; state does not record who wrote it; it (is|was): \[REPLACED\]\s+row "Oslo", column "Opens": "10:30"/;
    assert.match(await stack.run("preview"), listed);
    assert.match(await stack.run(...up), listed);
    assert.equal(stack.live()?.Oslo?.Opens, "10:00");
    await stack.assertNoDrift();
    assert.match(await stack.run(...destroy), /4 values stay/);
    assert.deepEqual(stack.live(), { ...there, Oslo: { Opens: "10:00" } });
    stack.simulator.edit({ table: "Hours", deleteTable: true });
  });

  it("an export consents to nothing on another table", async () => {
    const dev = await givenTable(stack, "Dev");
    const prod = await givenTable(stack, "Prod", { Berlin: "11:00", Paris: "08:00" }, otherInstanceId);
    const exported = { at: new Date(Date.now() + 60_000).toISOString(), from: `${instanceId}/${dev}` };
    stack.declare(
      hoursValues({ ...three, Berlin: "09:30" }, { instanceId: otherInstanceId, dataTableId: prod, exported }),
    );
    assert.match(await stack.fail("preview"), /\[CONFLICT\][^]*row "Berlin", column "Opens" already exists/);
    await stack.fail(...up);
    assert.deepEqual(stack.live("Prod"), { Berlin: { Opens: "11:00" }, Paris: { Opens: "08:00" } });
    const { from, ...half } = exported;
    stack.declare(hoursValues(three, { instanceId, dataTableId: dev, exportedAt: half.at }));
    assert.match(
      await stack.fail("preview"),
      new RegExp(`\`exportedAt\` does not say which table[^]*exported: \\{ at: "${half.at}", from: "${from}" \\}`),
    );
    stack.declare(hoursValues({ ...three, Berlin: "09:30" }, { instanceId, dataTableId: dev, exported }));
    assert.match(
      await stack.run("preview"),
      /1 live value will be changed[^]*row "Berlin", column "Opens": "09:00" → "09:30"/,
    );
    await stack.run(...up);
    assert.equal(stack.live("Dev")?.Berlin?.Opens, "09:30");
    await stack.assertNoDrift();
    await stack.run(...destroy);
    for (const table of ["Dev", "Prod"]) stack.simulator.edit({ table, deleteTable: true });
  });

  it("of two owners the one that the program drops takes nothing along: values and table", async () => {
    stack.declare(hoursTable(), hoursValues(three));
    await stack.run(...up);
    const second = { ...hoursTable({ adopt: true }), name: "table2" };
    const secondValues = {
      ...hoursValues(three, { dataTableId: { $of: "table2.dataTableId" }, instanceId }),
      name: "hours2",
    };
    stack.declare(second, secondValues);
    const urns = ["table2", "hours2"].flatMap((name) => ["--target", `**${name}`]);
    await stack.run(...up, ...urns);
    assert.deepEqual(stack.live(), there);
    await stack.run(...up);
    assert.deepEqual(stack.live(), there);
    assert.match(await stack.run("preview"), /3 unchanged/);
    await stack.assertNoDrift();
    await stack.run(...destroy);
    assert.deepEqual(stack.simulator.dump().tables, {});
  });

  it("DataTableFile: what a supervisor added and edited stops a destroy", async () => {
    const yaml =
      'name: Hours\ntimeZone: Europe/Berlin\ncolumns:\n  Store: { type: TEXT, primary: true }\n  Opens: TEXT\n  Closes: TEXT\nrows:\n  - { Store: Berlin, Opens: "09:00" }\n  - { Store: Paris, Opens: "08:00" }\n';
    stack.project.write("hours.yaml", yaml);
    const file = (args: object = {}) =>
      ({ type: "DataTableFile", name: "hours", args: { instanceId, file: "hours.yaml", ...rates, ...args } }) as const;
    stack.declare(file());
    await stack.run(...up);
    stack.edit("Hours", "Madrid", "Opens", "06:00");
    stack.edit("Hours", "Paris", "Opens", "08:45");
    assert.match(await stack.fail(...destroy), /row "Paris", column "Opens" was edited/);
    assert.deepEqual(stack.live(), {
      Berlin: { Opens: "09:00" },
      Madrid: { Opens: "06:00" },
      Paris: { Opens: "08:45" },
    });
    await stack.assertDispute("hours rows.Paris.Opens");
    stack.edit("Hours", "Paris", "Opens", "08:00");
    assert.match(await stack.fail(...destroy), /\[TABLE_NOT_EMPTY\][^]*row "Madrid", column "Opens", last modified/);
    assert.deepEqual(stack.live(), { Madrid: { Opens: "06:00" } });
    await stack.assertNoDrift();
    stack.declare(file({ allowDelete: true }));
    await stack.run(...up);
    await stack.run(...destroy);
    assert.deepEqual(stack.simulator.dump().tables, {});
  });

  it("DataTableFile: another instance replaces table and values in one up", async () => {
    const file = (args: object) =>
      ({ type: "DataTableFile", name: "hours", args: { file: "hours.yaml", ...rates, ...args } }) as const;
    stack.declare(file({ instanceId }));
    await stack.run(...up);
    stack.declare(file({ instanceId: otherInstanceId }));
    await stack.run(...up);
    assert.deepEqual(Object.keys(stack.live() ?? {}), ["Berlin", "Paris"]);
    await stack.assertNoDrift();
    assert.equal(stack.simulator.dump().tables.Hours?.instance.split("/").pop(), otherInstanceId);
    await stack.run(...destroy);
    assert.deepEqual(stack.simulator.dump().tables, {});
  });
});
