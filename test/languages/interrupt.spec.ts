import assert from "node:assert/strict";
import { timeBetweenWrites } from "../helpers/values-bench";
import { hoursTable, hoursValues, stackProject, type StackProject } from "../helpers/stack-project";

describe("one Ctrl-C in the middle of an apply through the plugin", function () {
  this.timeout(600_000);
  let stack: StackProject;

  before(async () => void (stack = await stackProject({}, { door: "plugin" })));
  after(() => stack.close());

  it("ends within the time of two requests, state holds what was written, a preview shows the rest, an update writes it", async () => {
    const opens = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`S${index}`, "09:00"]));
    stack.declare(hoursTable(), hoursValues(opens, { requestsPerSecond: 0.5, burst: 2 }));
    const written = () => Object.keys(stack.live() ?? {}).length;
    const { child, done } = stack.project.start(["up", "--yes", "--skip-preview"]);
    while (written() < 150) await new Promise((resolve) => setTimeout(resolve, 20));
    const sent = () => stack.simulator.requests().filter(({ operation }) => operation.startsWith("Batch")).length;
    const [before, at] = [sent(), performance.now()];
    child.kill("SIGINT");
    const { code, all } = await done;
    const took = performance.now() - at;
    assert.notEqual(code, 0, all);
    assert.ok(sent() - before <= 2, `${sent() - before} more requests`);
    const between = timeBetweenWrites(stack.simulator);
    assert.ok(took < 2 * between, `pulumi ended after ${took} ms; a request takes ${between} ms`);
    assert.match(all, /the update was cancelled, so nothing more is written\. \[CANCELLED\]/);
    const count = written();
    assert.ok(count < 600);
    const { resources } = await stack.project.exportState();
    const values = resources.find(({ type }) => type.endsWith(":DataTableValues"));
    assert.equal(values?.outputs.cellCount, count);
    const preview = await stack.run("preview", "--diff");
    assert.equal(preview.match(/^ +\+ S\d+ *: \{$/gm)?.length, 600 - count, preview.slice(0, 2000));
    stack.declare(hoursTable(), hoursValues(opens));
    await stack.run("up", "--yes", "--skip-preview");
    assert.equal(written(), 600);
    await stack.assertNoDrift();
  });

  it("a first take-over shows exactly the cell that differs", async () => {
    const opens = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`S${index}`, "09:00"]));
    await stack.run("state", "delete", "--yes", await stack.urn("hours"));
    await stack.run("state", "delete", "--yes", await stack.urn("table", "DataTable"));
    stack.declare(hoursTable({ adopt: true }), hoursValues({ ...opens, S7: "07:00" }, { onConflict: "overwrite" }));
    const preview = await stack.run("preview");
    const [changing = "", takenOver = ""] = preview.slice(preview.indexOf("Diagnostics:")).split(/^.*\[TAKEN_OVER\]$/m);
    assert.deepEqual(
      [...new Set(changing.match(/row "[^"]*", column "[^"]*"/g))],
      ['row "S7", column "Opens"'],
      preview,
    );
    assert.equal(takenOver.match(/row "S\d+", column "Opens"$/gm)?.length, 599);
  });
});
