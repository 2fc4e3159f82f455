import { strict as assert } from "node:assert";
import { join } from "node:path";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import { loadTableFile } from "../../src/file/read/load-table-file";
import { startSimulator, type Simulator } from "../../src/simulator";
import { newProject, type CommandResult, type Project } from "../helpers/project";
import { instanceId, useDummyCredentials } from "../helpers/values-bench";
import { assertFitForPeople } from "../helpers/values-project";
import { assertNothingRefused, permitOnly } from "../helpers/file-policies";

const program = `
const { DataTableFile } = require("pulumi-connect-data-tables");
const { dataTableId } = require("./target.json");
const hours = new DataTableFile("hours", { instanceId: "${instanceId}", file: "tables/hours.yaml", dataTableId });
exports.dataTableId = hours.dataTableId;
`;

const wrong = `name: Hours
timeZone: Europe/Berln
columns:
  Store: { type: TEXT, primary: true }
  Opens: { type: TEXT, validation: { maxLength: 5 } }
  Seats: NUMBER
defaults: { Opens: "08:00 h" }
rowsFrom: hours.csv
`;

const wrongRows = `Store,Opens,Seats
Berlin,09:00,twelve
Paris,=NOW(),8
Berlin,10:00,3
`;

const report = `error: 5 problems in tables/hours.yaml:
tables/hours.yaml:2:11: the time zone is "Europe/Berln". [INVALID_SETTING]
  Use an IANA name, such as "Europe/Berlin" or "UTC".
  timeZone: Europe/Berln
            ^
tables/hours.yaml:7:20: row "(default record)", column "Opens": the string "08:00 h" has 7 characters; the column allows at most 5. [TEXT_TOO_LONG]
  Shorten it, or raise maxLength of the column.
  defaults: { Opens: "08:00 h" }
                     ^
tables/hours.csv:2:14: row "Berlin", column "Seats": the string "twelve" is not a decimal number, but the column is of type NUMBER. [NOT_A_NUMBER]
  Use a number.
  Berlin,09:00,twelve
               ^
tables/hours.csv:3:7: row "Paris", column "Opens": the string "=NOW()" begins with "=", and the service would evaluate it as an expression. [LITERAL_EXPRESSION]
  If an expression is meant, write it as JSON, in quotes with the inner quotes doubled: "{""expression"":""=…""}"; otherwise begin the cell with another character.
  Paris,=NOW(),8
        ^
tables/hours.csv:4:1: row "Berlin": a row with this key is already in line 2. [DUPLICATE_ROW]
  Keep one of the two.
  Berlin,10:00,3
  ^
`;

const right = `name: Hours
timeZone: Europe/Berlin
columns:
  Store: { type: TEXT, primary: true }
  Opens: { type: TEXT, validation: { maxLength: 5 } }
  Seats: NUMBER
defaults: { Opens: "08:00" }
rowsFrom: hours.csv
`;

// One stack: each test goes on where the one before stopped.
describe("a table as a file, on the real engine", function () {
  this.timeout(90_000);
  let simulator: Simulator;
  let project: Project;
  before(async function () {
    this.timeout(180_000);
    useDummyCredentials();
    simulator = await startSimulator();
    const files = { "index.js": program, "target.json": {}, "tables/hours.yaml": wrong, "tables/hours.csv": wrongRows };
    project = await newProject({ files, endpoint: simulator.url });
  });
  after(async () => {
    project?.remove();
    await simulator?.close();
  });

  async function pulumi(args: readonly string[]): Promise<CommandResult> {
    const result = await project.pulumi(args);
    assertFitForPeople(result.all, [simulator.dump({ locks: true })]);
    return result;
  }

  it("with mistakes fails the preview: all of them, with file, line and column, and no stack trace", async () => {
    const { code, all } = await pulumi(["preview"]);
    assert.notEqual(code, 0);
    assert.ok(unindented(all).includes(report), all);
    assert.deepEqual(simulator.requests(), []);
  });

  it("put right it becomes a table and its values", async () => {
    project.write("tables/hours.yaml", right);
    project.write("tables/hours.csv", "Store,Opens,Seats\nBerlin,09:00,12\nParis,,8\n");
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    const { Hours } = simulator.dump().tables;
    assert.deepEqual(Hours?.defaults, { Opens: "08:00" });
    assert.deepEqual(Hours?.rows, [
      { keys: { Store: "Berlin" }, values: { Opens: "09:00", Seats: "12" } },
      { keys: { Store: "Paris" }, values: { Seats: "8" } },
    ]);
  });

  it("taken out of the program takes its table along, its values first", async () => {
    simulator.clearRequests();
    project.write("index.js", "");
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.deepEqual(simulator.dump().tables, {});
    assert.deepEqual(writes(), ["BatchDeleteDataTableValue", "DeleteDataTable"]);
  });

  it("removes its own values, and keeps the table while values of others are in it", async () => {
    project.write("index.js", program);
    assert.equal((await pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    simulator.edit({ table: "Hours", keys: { Store: "Oslo" }, column: "Opens", value: "11:00" });
    project.write("index.js", "");
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0);
    assert.match(all, /table "Hours" \([^)]*\) is not deleted: it holds 1 value .*\n +row "Oslo", column "Opens"/);
    const { defaults, rows } = simulator.dump().tables.Hours ?? {};
    assert.deepEqual([defaults, rows], [{}, [{ keys: { Store: "Oslo" }, values: { Opens: "11:00" } }]]);
  });

  it("and takes the table along once nothing else is in it", async () => {
    simulator.edit({ table: "Hours", keys: { Store: "Oslo" }, column: "Opens" });
    simulator.clearRequests();
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.deepEqual(simulator.dump().tables, {});
    assert.deepEqual(writes(), ["DeleteDataTable"]);
  });

  it("with allowDelete: true the table goes with all it holds, with one request", async () => {
    project.write("index.js", program.replace("dataTableId })", "dataTableId, allowDelete: true })"));
    assert.equal((await pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    simulator.edit({ table: "Hours", keys: { Store: "Oslo" }, column: "Opens", value: "11:00" });
    simulator.clearRequests();
    project.write("index.js", "");
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.deepEqual(simulator.dump().tables, {});
    assert.deepEqual(writes(), ["DeleteDataTable"]);
    assert.match(all, /row "Oslo", column "Opens"/, "what others wrote and is gone is listed");
  });

  it("fills a table that exists, and leaves the table itself alone", async () => {
    const { table } = loadTableFile(join(project.folder, "tables", "hours.yaml"));
    assert.ok(table);
    await seedSimulator(simulator.url, instanceId, { ...table, values: { ...table.values, rows: [], defaults: {} } });
    const { id: dataTableId, tags } = simulator.dump().tables.Hours ?? {};
    simulator.clearRequests();
    project.write("index.js", program);
    project.write("target.json", { dataTableId });
    permitOnly(simulator, "preview");
    const preview = await pulumi(["preview"]);
    assert.equal(preview.code, 0, preview.all);
    permitOnly(simulator, "apply");
    const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assertNothingRefused(simulator);
    assert.deepEqual(writes(), ["BatchCreateDataTableValue"]);
    const { Hours } = simulator.dump().tables;
    assert.deepEqual(Hours?.tags, tags);
    assert.deepEqual(
      Hours?.rows.map(({ values }) => values),
      [{ Opens: "09:00", Seats: "12" }, { Seats: "8" }],
    );
  });

  function writes(): string[] {
    const operations = simulator.requests().map(({ operation }) => operation);
    return operations.filter((operation) => !/^(List|Describe|BatchDescribe)/.test(operation));
  }
});

/** The display puts the lines of a message under their resource. */
function unindented(output: string): string {
  return output.replace(/^ {4}/gm, "");
}
