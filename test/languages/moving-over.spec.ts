import assert from "node:assert/strict";
import { doors, hoursTable, hoursValues, stackProject, type StackProject } from "../helpers/stack-project";
import { requestCounts } from "../helpers/values-bench";

const writes = /^(Batch(Create|Update|Delete)DataTableValue|(Create|Update|Delete)DataTable)/;

describe("a stack that changes over to the plugin, and back", function () {
  this.timeout(600_000);
  let stack: StackProject;

  before(async () => void (stack = await stackProject({}, "plugin")));
  after(() => stack.close());

  const use = (door: keyof typeof doors) => {
    const program = stack.program.replaceAll(
      /require\("pulumi-connect-data-tables[^"]*"\)/g,
      `require("${doors[door]}")`,
    );
    stack.project.write("index.js", program);
  };

  /** Runs a command and asserts that it sends no write. */
  const withoutWrite = async (...args: string[]) => {
    stack.simulator.clearRequests();
    const all = await stack.run(...args);
    const written = Object.keys(requestCounts(stack.simulator)).filter((operation) => writes.test(operation));
    assert.deepEqual(written, [], all);
    return all;
  };

  const types = async () => {
    const { resources } = await stack.project.exportState();
    return resources.flatMap(({ type }) => (/DataTable/.test(type) ? type : [])).sort();
  };

  it("keeps 1,000 values without a write, in both directions, and the next update writes what changes", async () => {
    const opens = Object.fromEntries(Array.from({ length: 999 }, (_, index) => [`S${index}`, "09:00"]));
    const declare = (first: string) => stack.declare(hoursTable(), hoursValues({ ...opens, Berlin: first }));
    use("dynamic");
    declare("09:00");
    await stack.run("up", "--yes", "--skip-preview");
    assert.equal(Object.keys(stack.live() ?? {}).length, 1000);

    use("plugin");
    assert.match(await withoutWrite("preview", "--diff"), /unchanged/);
    const over = await withoutWrite("up", "--yes");
    assert.match(over, /3 unchanged/);
    assert.doesNotMatch(over, /created|deleted|replaced/);
    assert.deepEqual(await types(), [
      "connect-data-tables:index:DataTable",
      "connect-data-tables:index:DataTableValues",
    ]);
    await stack.assertNoDrift();
    declare("09:30");
    assert.match(await stack.run("preview", "--diff"), /~ Opens: "09:00" => "09:30"/);
    await stack.run("up", "--yes", "--skip-preview");
    assert.equal(stack.live()?.Berlin?.Opens, "09:30");
    // Helpers of the dynamic host leave with the first update of their resource.
    const { resources } = await stack.project.exportState();
    const values = resources.find(({ type }) => type === "connect-data-tables:index:DataTableValues");
    assert.doesNotMatch(JSON.stringify(values), /__provider|__urn|__secretCells/);

    use("dynamic");
    const back = await withoutWrite("up", "--yes");
    assert.doesNotMatch(back, /created|deleted|replaced/);
    assert.match(await withoutWrite("up", "--yes"), /3 unchanged/);
    const dynamic = "pulumi-nodejs:dynamic/connect-data-tables:";
    assert.deepEqual(await types(), [`${dynamic}DataTable`, `${dynamic}DataTableValues`]);
    await stack.assertNoDrift();
    await stack.run("destroy", "--yes", "--skip-preview");
    assert.equal(stack.live(), undefined);
  });
});
