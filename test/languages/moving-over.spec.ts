import assert from "node:assert/strict";
import { doors, plugins, type Door } from "../helpers/door";
import { languageProject, type LanguageProject } from "../helpers/language-project";
import { pythonEnvironment } from "../helpers/python";
import { instanceId } from "../helpers/values-bench";

const table = {
  instanceId,
  name: "Hours",
  timeZone: "Europe/Berlin",
  attributes: { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } },
};

/** A row for each of 1,000 stores. */
const rows = (berlin: string) => [
  { Store: "Berlin", Opens: berlin },
  ...Array.from({ length: 999 }, (_, index) => ({ Store: `S${index}`, Opens: "09:00" })),
];

const nodeProgram = (door: Door) => `
const { DataTable, DataTableValues } = require("${doors[door]}");
const { table: args, rows } = require("./program.json");
const fast = { requestsPerSecond: 100000, burst: 1000 };
const table = new DataTable("table", { ...args, ...fast });
new DataTableValues("hours", { table, rows, ...fast });
`;

const pythonProgram = `
import json
import pulumi_connect_data_tables as connect

with open("program.json") as file:
    program = json.load(file)
args = program["table"]
fast = {"requests_per_second": 100000, "burst": 1000}
table = connect.DataTable(
    "table",
    instance_id=args["instanceId"],
    name=args["name"],
    time_zone=args["timeZone"],
    attributes=args["attributes"],
    **fast,
)
connect.DataTableValues("hours", table=table, rows=program["rows"], **fast)
`;

/** Pulumi.yaml may be JSON. */
function yamlProgram(berlin: string): string {
  const fast = { requestsPerSecond: 100_000, burst: 1000 };
  const resources = {
    table: { type: "connect-data-tables:DataTable", properties: { ...table, ...fast } },
    hours: {
      type: "connect-data-tables:DataTableValues",
      properties: { table: "${table}", rows: rows(berlin), ...fast },
    },
  };
  return `name: test\nruntime: yaml\n${plugins}resources: ${JSON.stringify(resources)}\n`;
}

const onNode = `name: test\nruntime: nodejs\n${plugins}`;

describe("a stack of 1,000 values on the dynamic resources", function () {
  this.timeout(600_000);
  let stack: LanguageProject;

  before(async () => {
    stack = await languageProject({ "Pulumi.yaml": onNode, "index.js": "" }, await pythonEnvironment());
    use("dynamic");
    await stack.run(0, "up", "--yes", "--skip-preview");
    assert.equal(stack.simulator.dump().tables.Hours?.rows.length, 1000);
    stack.project.write("dynamic.json", (await stack.project.exportState()).text);
  });
  after(() => stack.close());

  const berlin = () =>
    stack.simulator.dump().tables.Hours?.rows.find(({ keys }) => keys.Store === "Berlin")?.values.Opens;

  /** Writes the program: the same resources in one of the ways to declare them. */
  function use(way: Door | "yaml" | "python", opens = "09:00"): void {
    const { project } = stack;
    project.write("program.json", { table, rows: rows(opens) });
    if (way === "yaml") return project.write("Pulumi.yaml", yamlProgram(opens));
    project.write("Pulumi.yaml", way === "python" ? onNode.replace("nodejs", "python") : onNode);
    if (way === "python") project.write("__main__.py", pythonProgram);
    else project.write("index.js", nodeProgram(way));
  }

  const types = async () => {
    const { resources } = await stack.project.exportState();
    return resources.flatMap(({ type }) => (/DataTable/.test(type) ? type : [])).sort();
  };

  /** The program has changed over: nothing is written, nothing is to do, and the next change is one cell. */
  async function assertMovesOver(way: "plugin" | "yaml" | "python", opens: string): Promise<void> {
    const { run, withoutWrite } = stack;
    use(way, berlin());
    assert.match(await withoutWrite("preview", "--diff"), /3 unchanged/);
    const over = await withoutWrite("up", "--yes");
    assert.match(over, /3 unchanged/);
    assert.doesNotMatch(over, /created|updated|deleted|replaced/);
    const ofPlugin = ["DataTable", "DataTableValues"].map((type) => `connect-data-tables:index:${type}`);
    assert.deepEqual(await types(), ofPlugin);
    await run(0, "refresh", "--preview-only", "--expect-no-changes");
    use(way, opens);
    assert.match(await run(0, "preview", "--diff"), new RegExp(`~ Opens: "[^"]*" => "${opens}"`));
    await run(0, "up", "--yes", "--skip-preview");
    assert.equal(berlin(), opens);
    // Helpers of the dynamic host leave with the first update of their resource.
    const { resources } = await stack.project.exportState();
    const values = resources.find(({ type }) => type === "connect-data-tables:index:DataTableValues");
    assert.doesNotMatch(JSON.stringify(values), /__provider|__urn|__secretCells/);
  }

  it("changes over to TypeScript on the plugin and back without a write", async () => {
    await assertMovesOver("plugin", "09:30");
    use("dynamic", "09:30");
    assert.doesNotMatch(await stack.withoutWrite("up", "--yes"), /created|deleted|replaced/);
    assert.match(await stack.withoutWrite("up", "--yes"), /3 unchanged/);
    const dynamic = "pulumi-nodejs:dynamic/connect-data-tables:";
    assert.deepEqual(await types(), [`${dynamic}DataTable`, `${dynamic}DataTableValues`]);
    await stack.run(0, "refresh", "--preview-only", "--expect-no-changes");
    stack.project.write("dynamic.json", (await stack.project.exportState()).text);
  });

  for (const way of ["yaml", "python"] as const) {
    it(`changes over to ${way} on the plugin without a write`, async () => {
      await stack.run(0, "stack", "import", "--file", "dynamic.json");
      // What the language before wrote, a refresh of the dynamic resources takes over first.
      use("dynamic", berlin());
      await stack.run(0, "refresh", "--yes", "--skip-preview");
      await assertMovesOver(way, way === "yaml" ? "10:00" : "10:30");
    });
  }

  it("is destroyed by the language that it changed over to", async () => {
    await stack.run(0, "destroy", "--yes", "--skip-preview");
    assert.equal(stack.simulator.dump().tables.Hours, undefined);
  });
});
