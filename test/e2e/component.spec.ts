import assert from "node:assert/strict";
import { startSimulator } from "../../src/simulator";
import { instanceId } from "../helpers/values-bench";
import { newProject } from "../helpers/project";

const program = `
const pulumi = require("@pulumi/pulumi");
const { DataTable, DataTableValues } = require("pulumi-connect-data-tables");
class Hours extends pulumi.ComponentResource {
  constructor(name) {
    super("test:index:Hours", name);
    const [instanceId, parent] = [${JSON.stringify(instanceId)}, { parent: this }];
    const attributes = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } };
    const table = new DataTable(name, { instanceId, name: "Hours", timeZone: "UTC", attributes }, parent);
    const rows = [{ Store: "Berlin", Opens: "09:00" }];
    new DataTableValues(name, { instanceId, dataTableId: table.dataTableId, primaryAttributes: ["Store"], rows }, parent);
    this.registerOutputs({});
  }
}
new Hours("hours");
`;

describe("a person's own component with a table and its values", () => {
  it("is created, and has nothing to do the second time", async function () {
    this.timeout(120_000);
    const simulator = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
    const project = await newProject({ files: { "index.js": program }, endpoint: simulator.url });
    try {
      const first = await project.pulumi(["up", "--yes", "--skip-preview"]);
      assert.equal(first.code, 0, first.all);
      assert.deepEqual(simulator.dump().tables.Hours?.rows, [
        { keys: { Store: "Berlin" }, values: { Opens: "09:00" } },
      ]);
      const second = await project.pulumi(["preview", "--expect-no-changes"]);
      assert.equal(second.code, 0, second.all);
    } finally {
      project.remove();
      await simulator.close();
    }
  });
});
