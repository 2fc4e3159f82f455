/** Stacks that 347c9d1 left, of the quickstart and of each example, in the hands of today's package: `test/fixtures/state-347c9d1`. */
import { strict as assert } from "node:assert";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dump } from "../../src/simulator";
import { installedPackage } from "../helpers/project";
import { openExample, type Example, type ExampleName } from "../helpers/examples-project";

const fixtures = join(__dirname, "..", "fixtures", "state-347c9d1");
const valuesThen: Readonly<Record<ExampleName, Readonly<Record<string, number>>>> = {
  quickstart: { StoreHours: 204 },
  "yaml-table": { StoreHours: 15 },
  "csv-table": { Holidays: 11 },
  "many-tables": { Routing: 7, StoreHours: 4, Switches: 2, VipCallers: 4 },
  "existing-table": { Routing: 12 },
};

describe("state that 347c9d1 wrote, on the real engine", function () {
  this.timeout(90_000);
  let data: string;
  let example: Example;
  let then: Dump;
  before(async function () {
    this.timeout(240_000);
    data = mkdtempSync(join(tmpdir(), "old-state-"));
    await installedPackage();
  });
  after(() => rmSync(data, { recursive: true, force: true }));
  afterEach(() => example?.close());

  /** The example of today with the state and the tables of then. */
  async function inherit(name: ExampleName): Promise<void> {
    const dataFile = join(data, "simulator.json");
    cpSync(join(fixtures, name, "simulator.json"), dataFile);
    example = await openExample(name, { dataFile });
    await succeed("stack", "import", "--file", join(fixtures, name, "state.json"));
    then = now();
    assert.deepEqual(valueCounts(then), valuesThen[name]);
  }

  const now = () => example.simulator.dump({ locks: true });

  async function succeed(...args: readonly string[]): Promise<string> {
    const { code, all } = await example.pulumi(args);
    assert.equal(code, 0, all);
    return all;
  }

  const preview = () => succeed("preview", "--expect-no-changes");
  const destroy = () => succeed("destroy", "--yes", "--skip-preview");

  async function upWithoutWrite(): Promise<void> {
    await succeed("up", "--yes", "--skip-preview");
    assert.deepEqual([example.writes(), now()], [[], then]);
  }

  async function assertDestroyRefused(): Promise<void> {
    const { code, all } = await example.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0, all);
    assert.match(all, /\[TABLE_NOT_EMPTY\][^]*`deletedWith` in state[^]*run `pulumi up` once, then the same command/);
    assert.deepEqual([example.writes(), now()], [[], then]);
  }

  const assertAllGone = () => assert.deepEqual(now().tables, {});

  it("quickstart: unchanged; an up sends no write; a destroy takes the table", async () => {
    await inherit("quickstart");
    await preview();
    await upWithoutWrite();
    await destroy();
    assertAllGone();
  });

  it("quickstart: a destroy that comes first takes the table as well", async () => {
    await inherit("quickstart");
    await destroy();
    assertAllGone();
  });

  it("csv-table: unchanged; an up sends no write; a destroy takes the table", async () => {
    await inherit("csv-table");
    await preview();
    await upWithoutWrite();
    await destroy();
    assertAllGone();
  });

  for (const name of ["yaml-table", "many-tables"] as const) {
    it(`${name}: a destroy that comes first is refused, with the way; after one up it takes every table`, async () => {
      await inherit(name);
      await preview();
      await assertDestroyRefused();
      await upWithoutWrite();
      await destroy();
      assertAllGone();
    });
  }

  it("existing-table: unchanged; an up sends no write; a destroy lets go of the table and of its values", async () => {
    await inherit("existing-table");
    await preview();
    await upWithoutWrite();
    const said = await destroy();
    assertLetGo(said);
    assert.match(said, /12 values stay: they were in the table before/);
    assert.deepEqual([example.writes(), now()], [[], then]);
  });

  it("existing-table, with exportedAt in state: a refresh finds nothing, a destroy that comes first lets go of everything", async () => {
    await inherit("existing-table");
    assert.match(readFileSync(join(fixtures, "existing-table", "state.json"), "utf8"), /"exportedAt":/);
    await succeed("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    assertLetGo(await destroy());
    assert.deepEqual([example.writes(), now()], [[], then]);
  });
});

function assertLetGo(said: string): void {
  assert.match(
    said,
    /table "Routing" \(.*\) existed before this stack took it over, so it stays[^\n]*\[TABLE_ADOPTED\]/,
  );
}

function valueCounts({ tables }: Dump): Record<string, number> {
  const counts = Object.entries(tables).map(([name, { rows, defaults }]) => {
    const records = [defaults, ...rows.map(({ values }) => values)];
    return [name, records.reduce((sum, values) => sum + Object.keys(values).length, 0)] as const;
  });
  return Object.fromEntries(counts);
}
