import { strict as assert } from "node:assert";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { startCommand } from "../helpers/project";
import { assertFitForPeople, programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } } as const;
const terminal = join(__dirname, "../helpers/terminal.py");

// The other e2e tests have no terminal, and hold every output to the same rule.
describe("pulumi in a terminal", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
  });
  after(() => stack?.close());

  async function inTerminal(args: readonly string[]): Promise<{ code: number; shown: string }> {
    const { folder, env } = stack.project;
    const before = stack.bench.simulator.dump({ locks: true });
    const command = ["-u", terminal, "pulumi", ...args];
    const { code, all } = await startCommand("python3", command, folder, { ...env, NO_COLOR: undefined, TERM: "xterm" })
      .done;
    assert.ok(all.includes("\u001b["), "pulumi did not take it for a terminal");
    const shown = stripVTControlCharacters(all).replaceAll("\r", "\n");
    assertFitForPeople(shown, [before, stack.bench.simulator.dump({ locks: true })]);
    return { code, shown };
  }

  it("shows a create without noise", async () => {
    stack.declare({ hours: { rows: [{ Store: "Berlin", Opens: "09:00" }] } });
    const { code, shown } = await inTerminal(["up", "--yes"]);
    assert.equal(code, 0, shown);
    assert.match(shown, /1 values? created/);
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, [
      { keys: { Store: "Berlin" }, values: { Opens: "09:00" } },
    ]);
  });

  it("shows a refusal in full, and once in the report", async () => {
    stack.bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "11:11" });
    stack.declare({ hours: { rows: [{ Store: "Berlin", Opens: "10:00" }] } });
    const { code, shown } = await inTerminal(["up", "--yes"]);
    assert.notEqual(code, 0);
    const report = shown.slice(shown.lastIndexOf("Diagnostics:"));
    assert.equal(report.split('row "Berlin", column "Opens"').length - 1, 1, report);
    assert.match(report, /recorded +"09:00"[^]*live +"11:11"[^]*desired +"10:00"/);
  });

  it("shows the drift of a refresh, and a failed read, without noise", async () => {
    const drift = await inTerminal(["refresh", "--preview-only", "--diff"]);
    assert.equal(drift.code, 0, drift.shown);
    assert.match(drift.shown, /~ Opens: "09:00" => "11:11"/);
    stack.bench.simulator.setInstances([]);
    const failed = await inTerminal(["refresh", "--preview-only"]);
    stack.bench.simulator.setInstances(undefined);
    assert.notEqual(failed.code, 0);
    assert.match(failed.shown, /neither data table .* nor its instance/);
  });
});
