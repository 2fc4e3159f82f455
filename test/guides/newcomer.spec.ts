import { strict as assert } from "node:assert";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseTableFile } from "../../src/file/read/parse-table-file";
import { reportPreview } from "../../src/report/preview/from-preview";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import { installedPackage, startCommand } from "../helpers/project";
import { otherInstanceId } from "../helpers/stack-project";
import { instanceId } from "../helpers/values-bench";
import { openExample, type Example } from "../helpers/examples-project";

const seed = `name: Routing
timeZone: Europe/Berlin
columns:
  Store: { type: TEXT, primary: true }
  Opens: TEXT
rows:
  - { Store: Berlin, Opens: "09:00" }
  - { Store: Paris, Opens: "10:00" }
`;

// The README's "From a live table to a pull request", in its order.
describe("a newcomer's way", function () {
  this.timeout(120_000);
  let example: Example;
  before(async () => {
    await installedPackage();
    example = await openExample("existing-table");
    await seedTable(otherInstanceId, seed.replace('"09:00"', '"11:00"'));
    await seedTable(instanceId, seed);
  });
  after(() => example.close());

  const table = ["--data-table-name", "Routing"];
  const target = ["--instance-id", instanceId, ...table];
  const file = "tables/routing.yaml";
  const diff = (instance = instanceId) => example.cli(["diff", file, "--instance-id", instance, ...table]);
  const tableOf = (instance: string) =>
    Object.values(example.simulator.dump().tables).find((dumped) => dumped.instance.endsWith(instance));
  const live = (instance = instanceId) => tableOf(instance)?.rows.map(({ values }) => values.Opens);

  async function seedTable(instance: string, yaml: string): Promise<void> {
    const { table } = parseTableFile(yaml, "seed.yaml", () => ({ file: "", text: "" }));
    assert.ok(table);
    await seedSimulator(example.simulator.url, instance, table);
  }

  async function exportAndEdit(from: string, to: string): Promise<void> {
    const path = join(example.folder, file);
    rmSync(path, { force: true });
    const { code, all } = await example.cli(["export", ...target, "-o", file]);
    assert.deepEqual([code, all], [0, "wrote tables/routing.yaml (2 columns, 2 rows, 2 cells)\n"]);
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(from));
    writeFileSync(path, text.replace(from, to));
    assert.equal((await example.cli(["validate", file])).code, 0);
    const { code: different, stdout } = await diff();
    assert.equal(different, 2);
    assert.match(stdout, new RegExp(`1 value to update\\n.*"${from}" → "${to}"`));
  }

  it("an export as a TypeScript program: its `up` writes nothing and has no outputs, its `destroy` leaves what was there", async () => {
    const before = example.simulator.dump();
    const program = join(example.folder, "index.ts");
    const ofExample = readFileSync(program, "utf8");
    const { stdout } = await example.cli(["export", ...target, "--format", "typescript"]);
    assert.match(stdout, /^ {2}adopt: true,$/m);
    writeFileSync(program, stdout);
    example.simulator.clearRequests();
    for (const args of [
      ["up", "--yes", "--skip-preview"],
      ["stack", "output", "--json"],
      ["destroy", "--yes", "--skip-preview"],
    ]) {
      const { code, stdout, all } = await example.pulumi(args);
      assert.equal(code, 0, all);
      if (args[0] === "stack") assert.deepEqual(JSON.parse(stdout), {});
    }
    assert.deepEqual(example.writes(), []);
    assert.deepEqual(example.simulator.dump(), before);
    writeFileSync(program, ofExample);
  });

  it("export, edit one cell, validate, diff (2), up: stops at what somebody edited after the export", async () => {
    await exportAndEdit("09:00", "09:30");
    // The export has the time of the last modification, and this edit another one.
    const { id: routing = "" } = tableOf(instanceId) ?? {};
    example.simulator.edit({ table: routing, keys: { Store: "Berlin" }, column: "Opens", value: "08:00" });
    const { code, all } = await example.pulumi(["up", "--yes"]);
    assert.notEqual(code, 0);
    assert.match(
      all,
      /table "Routing" exists and is taken over \(adopt: true\).*A preview compares its values if they name this resource as `table`/,
    );
    assert.match(all, /row "Berlin", column "Opens" already exists, with a different value/);
    assert.deepEqual(live(), ["08:00", "10:00"]);
  });

  it("the same file against another instance, whose table was modified before the export: diff says so, up stops, nothing is written", async () => {
    await exportAndEdit("08:00", "09:45");
    const config = join(example.folder, "Pulumi.dev.yaml");
    const ofInstance = readFileSync(config, "utf8");
    writeFileSync(config, ofInstance.replace(instanceId, otherInstanceId));
    const { code, all } = await example.pulumi(["up", "--yes"]);
    assert.notEqual(code, 0);
    assert.deepEqual(live(otherInstanceId), ["11:00", "10:00"]);
    assert.match(all, /\[CONFLICT\]\n +row "Berlin", column "Opens" already exists, with a different value/);
    const { code: different, stdout } = await diff(otherInstanceId);
    assert.equal(different, 2);
    assert.match(
      stdout,
      new RegExp(`^warning: Routing: 1 live value that differs was not exported: [^\\n]*${instanceId}[^\\n]*CONFLICT`),
    );
    // What the refused `up` took over; the tests below begin without it.
    await example.pulumi(["destroy", "--yes", "--skip-preview"]);
    writeFileSync(config, ofInstance);
    assert.deepEqual(
      [live(otherInstanceId), live()],
      [
        ["11:00", "10:00"],
        ["08:00", "10:00"],
      ],
    );
  });

  it("export, edit one cell, validate, diff (2), up, diff (0)", async () => {
    await exportAndEdit("08:00", "09:30");
    const preview = await startCommand("pulumi", ["preview", "--json"], example.folder, example.env).done;
    const reported = reportPreview(preview.stdout);
    assert.ok("report" in reported);
    const { create, update, takeOver } = reported.report.totals;
    assert.deepEqual({ create, update, takeOver }, { create: 0, update: 1, takeOver: 1 });
    example.simulator.clearRequests();
    const { code, all } = await example.pulumi(["up", "--yes"]);
    assert.equal(code, 0, all);
    const notice = /1 live value will be changed; .*: \[REPLACED\]\n +row "Berlin", column "Opens": "08:00" → "09:30"/;
    assert.match(all.slice(0, all.indexOf("Updating (dev)")), notice, "the preview says what it will change");
    assert.deepEqual(live(), ["09:30", "10:00"]);
    assert.deepEqual(example.writes(), ["BatchUpdateDataTableValue"]);
    const { code: equal, stdout } = await diff();
    assert.deepEqual([equal, stdout], [0, "Routing: no changes\n"]);
    const again = await example.pulumi(["preview", "--expect-no-changes"]);
    assert.equal(again.code, 0, again.all);
  });

  it("destroy lets go of the table that was taken over, with its values, and says so; allowDelete deletes it", async () => {
    const before = tableOf(instanceId);
    const left = await example.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.equal(left.code, 0, left.all);
    assert.match(left.all, /values stay[^]*existed before this stack took it over, so it stays[^]*allowDelete: true/);
    assert.deepEqual(tableOf(instanceId), before);
    const path = join(example.folder, "index.ts");
    writeFileSync(path, readFileSync(path, "utf8").replace(`"${file}"`, `"${file}", allowDelete: true`));
    example.simulator.clearRequests();
    for (const command of ["up", "destroy"]) {
      const { code, all } = await example.pulumi([command, "--yes", "--skip-preview"]);
      assert.equal(code, 0, all);
    }
    assert.equal(tableOf(instanceId), undefined);
    assert.deepEqual(example.writes(), ["DeleteDataTable"]);
  });
});
