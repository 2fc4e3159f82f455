import { strict as assert } from "node:assert";
import { startSimulator, type Simulator } from "../../src/simulator";
import { newProject, type Project } from "../helpers/project";
import { instanceId, useDummyCredentials } from "../helpers/values-bench";
import { assertFitForPeople } from "../helpers/values-project";

const program = `
const { DataTable, DataTableValues } = require("pulumi-connect-data-tables");
const { attributes, rows, ...more } = require("./desired.json");
const fast = { instanceId: "${instanceId}", requestsPerSecond: 100000, burst: 1000 };
const table = new DataTable("table", {
  ...fast, name: "StoreHours", timeZone: "Europe/Berlin", lockLevel: "VALUE", attributes, ...more,
});
new DataTableValues("values", {
  ...fast, dataTableId: table.dataTableId, primaryAttributes: ["Store"], rows, defaults: { Opens: "08:00" },
});
exports.id = table.dataTableId;
exports.hasLockVersion = table.lockVersion.apply((version) => version.length > 0);
`;

const attributes = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT", validation: { maxLength: 5 } },
  Places: { type: "NUMBER" },
};
const rows = [
  { Store: "Berlin", Opens: "09:00", Places: 12 },
  { Store: "Paris", Opens: "10:00", Places: 8 },
];

// One stack from its first `up` to its `destroy`: each test goes on where the one before stopped.
describe("a table and its values in one program, on the real engine", function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let project: Project;
  before(async function () {
    this.timeout(180_000);
    useDummyCredentials();
    simulator = await startSimulator();
    project = await newProject({ files: { "index.js": program }, endpoint: simulator.url });
  });
  after(async () => {
    project?.remove();
    await simulator?.close();
  });

  async function pulumi(args: readonly string[]) {
    const before = simulator.dump({ locks: true });
    const result = await project.pulumi(args);
    assertFitForPeople(result.all, [before, simulator.dump({ locks: true })]);
    return result;
  }
  const table = () => simulator.dump().tables.StoreHours;
  const operations = (pattern: RegExp) =>
    simulator
      .requests()
      .map(({ operation }) => operation)
      .filter((operation) => pattern.test(operation));

  it("are previewed while the table's id is not known, and made by one up", async () => {
    project.write("desired.json", { attributes, rows, tags: { team: "stores" } });
    const preview = await pulumi(["preview", "--diff"]);
    assert.equal(preview.code, 0, preview.all);
    assert.match(preview.all, /dataTableId\s*: \[unknown\]/);
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview", "--diff"]);
    assert.equal(code, 0, all);
    assert.match(all, /hasLockVersion: true/);
    assert.deepEqual(
      Object.entries(table()?.attributes ?? {}).map(([name, { valueType, primary }]) => [name, valueType, primary]),
      [
        ["Store", "TEXT", true],
        ["Opens", "TEXT", false],
        ["Places", "NUMBER", false],
      ],
    );
    assert.equal(table()?.tags.team, "stores");
    assert.equal(table()?.timeZone, "Europe/Berlin");
    assert.deepEqual(table()?.defaults, { Opens: "08:00" });
    assert.deepEqual(table()?.rows, [
      { keys: { Store: "Berlin" }, values: { Opens: "09:00", Places: "12" } },
      { keys: { Store: "Paris" }, values: { Opens: "10:00", Places: "8" } },
    ]);
  });

  it("have nothing to do the second time, and no drift", async () => {
    simulator.clearRequests();
    const { code, all } = await pulumi(["up", "--yes", "--expect-no-changes"]);
    assert.equal(code, 0, all);
    assert.deepEqual(operations(/Create|Update|Delete|Tag/), []);
    assert.equal((await pulumi(["refresh", "--preview-only", "--expect-no-changes"])).code, 0);
  });

  it("keep the values of a column that is renamed and get one that is added", async () => {
    const seats = { type: "NUMBER", renamedFrom: "Places" };
    const { Store, Opens } = attributes;
    project.write("desired.json", {
      attributes: { Store, Opens, Seats: seats, Open: { type: "BOOLEAN" } },
      rows: [
        { Store: "Berlin", Opens: "09:00", Seats: 12, Open: true },
        { Store: "Paris", Opens: "10:00", Seats: 8 },
      ],
      tags: { team: "stores" },
      description: "When stores are open",
    });
    simulator.clearRequests();
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.deepEqual(table()?.rows, [
      { keys: { Store: "Berlin" }, values: { Opens: "09:00", Seats: "12", Open: "true" } },
      { keys: { Store: "Paris" }, values: { Opens: "10:00", Seats: "8" } },
    ]);
    assert.equal(table()?.description, "When stores are open");
    assert.deepEqual(operations(/^Delete|BatchDelete/), []);
  });

  it("name a removed column, and remove nothing without leave", async () => {
    const { Store, Opens } = attributes;
    project.write("desired.json", { attributes: { Store, Opens, Open: { type: "BOOLEAN" } }, rows: [], tags: {} });
    simulator.clearRequests();
    const { code, all } = await pulumi(["preview"]);
    assert.notEqual(code, 0);
    assert.match(all, /Seats/);
    assert.match(all, /allowAttributeRemoval/);
    assert.deepEqual(operations(/Create|Update|Delete|Tag/), []);
  });

  it("go with a destroy", async () => {
    const { code, all } = await pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.deepEqual(simulator.dump().tables, {});
  });
});
