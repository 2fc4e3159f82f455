import { strict as assert } from "node:assert";
import { startSimulator, type Simulator } from "../../src/simulator";
import { newProject, type Project } from "../helpers/project";
import { instanceId } from "../helpers/values-bench";

const program = `
const { DataTable, DataTableValues } = require("pulumi-connect-data-tables");
const { description, opens } = require("./desired.json");
const instanceId = "${instanceId}";
const rates = { requestsPerSecond: 100000, burst: 1000 };
const table = new DataTable("table", {
  instanceId, name: "Hours", timeZone: "Europe/Berlin", description, ...rates,
  attributes: { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } },
});
new DataTableValues("hours", {
  instanceId, dataTableId: table.dataTableId, primaryAttributes: ["Store"], ...rates,
  rows: [{ Store: "Berlin", Opens: opens }],
}, { deletedWith: table });
`;

// One stack: each test goes on where the one before stopped.
describe("values of a table that the same program declares, on the real engine", function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let project: Project;
  before(async function () {
    this.timeout(180_000);
    simulator = await startSimulator();
    project = await newProject({ files: { "index.js": program }, endpoint: simulator.url });
  });
  after(async () => {
    project?.remove();
    await simulator.close();
  });

  const declare = (description: string, opens: string) => project.write("desired.json", { description, opens });
  const valueWrites = () =>
    simulator.requests().filter(({ operation }) => /^Batch(Create|Update|Delete)/.test(operation));
  const live = () => simulator.dump().tables.Hours?.rows.map(({ values }) => values.Opens);

  async function run(...args: string[]): Promise<string> {
    simulator.clearRequests();
    const { code, all } = await project.pulumi(args);
    assert.equal(code, 0, all);
    return all;
  }

  it("a preview before the table exists announces both, and asks nobody about a table of an unknown id", async () => {
    declare("first", "09:00");
    assert.match(await run("preview"), /\+ 3 to create/);
    assert.ok(simulator.requests().every(({ operation }) => !operation.includes("Value")));
    await run("up", "--yes", "--skip-preview");
    assert.deepEqual(live(), ["09:00"]);
  });

  it("an id that is not known while the table changes is no replacement, and no write", async () => {
    declare("second", "09:00");
    assert.doesNotMatch(await run("preview"), /replace|delete/);
    await run("up", "--yes", "--skip-preview");
    assert.deepEqual(valueWrites(), []);
    assert.equal(simulator.dump().tables.Hours?.description, "second");
  });

  it("nor is it when a value changes with it", async () => {
    declare("third", "10:00");
    assert.doesNotMatch(await run("preview"), /replace|delete/);
    await run("up", "--yes", "--skip-preview");
    assert.deepEqual(live(), ["10:00"]);
  });

  it("deletedWith: a destroy does not delete our values first, so the table is refused, and one up puts that right", async () => {
    const { code, all } = await project.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0, all);
    assert.match(
      all,
      /\[TABLE_NOT_EMPTY\][^]*row "Berlin", column "Opens"[^]*`deletedWith` in state[^]*run `pulumi up` once/,
    );
    assert.deepEqual(live(), ["10:00"]);
    project.write("index.js", program.replace(", { deletedWith: table }", ""));
    await run("up", "--yes", "--skip-preview");
    await run("destroy", "--yes", "--skip-preview");
    assert.deepEqual(simulator.dump().tables, {});
  });

  it("deletedWith and allowDelete: the table goes with everything in it", async () => {
    project.write("index.js", program.replace("description, ...rates", "description, allowDelete: true, ...rates"));
    await run("up", "--yes", "--skip-preview");
    await run("destroy", "--yes", "--skip-preview");
    assert.equal(
      valueWrites().some(({ operation }) => operation.includes("Delete")),
      false,
    );
    assert.deepEqual(simulator.dump().tables, {});
  });
});
