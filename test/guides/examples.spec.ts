import { strict as assert } from "node:assert";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { documentedRateLimit, type Dump } from "../../src/simulator";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import { loadTableFile } from "../../src/file/read/load-table-file";
import { installedPackage } from "../helpers/project";
import { instanceId } from "../helpers/values-bench";
import { assertNothingRefused, permitOnly } from "../helpers/file-policies";
import { exampleNames, examplesFolder, openExample, readFolder, type Example } from "../helpers/examples-project";

describe("the examples, on the real engine", function () {
  this.timeout(90_000);
  let example: Example | undefined;
  before(async function () {
    this.timeout(180_000);
    await installedPackage();
  });
  afterEach(() => example?.close());

  it("yaml-table: what the file says is live", async () => {
    example = await openExample("yaml-table");
    permitOnly(example.simulator, "apply", "apply-tables");
    await up(example);
    assert.deepEqual(contents(example.simulator.dump()), {
      StoreHours: {
        timeZone: "Europe/Berlin",
        tags: { team: "contact-center" },
        columns: {
          Agents: "NUMBER",
          Channels: "TEXT_LIST",
          Closes: "TEXT",
          Open: "BOOLEAN",
          Opens: "TEXT",
          Store: "TEXT key",
        },
        defaults: { Closes: "17:00", Open: "true", Opens: "09:00" },
        rows: [
          ["Berlin", { Agents: "12", Channels: '["VOICE","CHAT"]', Closes: "20:00", Open: "true", Opens: "08:00" }],
          ["Oslo", { Channels: "[]", Open: "false" }],
          ["Paris", { Agents: "8", Channels: '["VOICE"]', Closes: "19:00", Open: "true", Opens: "10:00" }],
        ],
      },
    });
    permitOnly(example.simulator, "preview");
    await assertNoDrift(example);
    assertNothingRefused(example.simulator);
  });

  it("csv-table: the rows of the CSV file are live", async () => {
    example = await openExample("csv-table");
    await up(example);
    const { Holidays } = contents(example.simulator.dump());
    assert.deepEqual(Holidays?.defaults, { Closed: "false", Message: "" });
    assert.deepEqual(Holidays?.rows, [
      [
        "DE 2026-10-03",
        {
          Closed: "true",
          Message: "Wir sind morgen wieder für Sie da; danke für Ihren Anruf.",
          Queues: '["Sales","Support"]',
        },
      ],
      [
        "DE 2026-12-24",
        { Closed: "false", Message: "Heute sind wir bis 14 Uhr da.", Queues: '["Support"]', Surcharge: "2.5" },
      ],
      ["FR 2026-07-14", { Closed: "true", Message: "Nous sommes fermés aujourd'hui." }],
    ]);
    await assertNoDrift(example);
  });

  it("existing-table: export, one up without a write, and nothing left to do", async () => {
    example = await openExample("existing-table");
    const { simulator, cli, pulumi, folder } = example;
    const committed = loadTableFile(join(examplesFolder, "existing-table", "tables", "routing.yaml"));
    assert.ok(committed.table);
    await seedSimulator(simulator.url, instanceId, committed.table);
    const before = simulator.dump({ locks: true });
    simulator.clearRequests();
    permitOnly(simulator, "preview");

    const target = ["--instance-id", instanceId, "--data-table-name", "Routing"];
    const exported = await cli(["export", ...target, "-o", "tables/routing.yaml", "--force"]);
    assert.equal(exported.code, 0, exported.all);
    const { table } = loadTableFile(join(folder, "tables", "routing.yaml"));
    const { exported: seen } = committed.table.values;
    assert.ok(seen);
    const from = `${instanceId}/${simulator.dump().tables.Routing?.id}`;
    assert.equal(table?.values.exported?.from, from);
    assert.deepEqual({ ...table, values: { ...table.values, exported: seen } }, committed.table);
    await up(example);
    const preview = await pulumi(["preview", "--refresh", "--expect-no-changes"]);
    assert.equal(preview.code, 0, preview.all);
    assert.deepEqual(example.writes(), []);
    assertNothingRefused(simulator);
    assert.deepEqual(simulator.dump({ locks: true }), before);
  });

  it("many-tables: one limiter for all of them, so that the service never says stop", async () => {
    example = await openExample("many-tables", { rateLimit: documentedRateLimit, config: {} });
    await up(example);
    const requests = example.simulator.requests();
    assert.deepEqual(new Set(requests.map(({ status }) => status)), new Set([200]));
    const created = requests.filter(({ operation }) => operation === "CreateDataTableAttribute");
    assert.equal(created.length, 12, "more than a burst, so the limiter had something to do");
    const tables = contents(example.simulator.dump());
    const rows = Object.entries(tables).map(([name, table]) => [name, table.rows.map(([key]) => key)]);
    assert.deepEqual(Object.fromEntries(rows), {
      Routing: ["de Phones", "de Tablets", "en Phones"],
      StoreHours: ["Berlin", "Paris"],
      Switches: [],
      VipCallers: ["+33123456789", "+493012345678"],
    });
    assert.deepEqual(tables.Switches?.defaults, { Announcement: "", Emergency: "false" });
    await assertNoDrift(example);
  });

  it("each one is run here, and depends on this package by a range of versions", () => {
    const folders = readdirSync(examplesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const ranByThemselves = ["quickstart"];
    assert.deepEqual(folders.map(({ name }) => name).sort(), [...exampleNames, ...ranByThemselves].sort());
    for (const name of exampleNames) {
      const manifest = JSON.parse(readFolder(join(examplesFolder, name))["package.json"] ?? "") as {
        dependencies: Record<string, string>;
      };
      assert.match(manifest.dependencies["pulumi-connect-data-tables"] ?? "", /^\^\d+\.\d+\.\d+$/);
    }
  });
});

async function up({ pulumi }: Example): Promise<void> {
  const { code, all } = await pulumi(["up", "--yes", "--skip-preview"]);
  assert.equal(code, 0, all);
}

async function assertNoDrift({ pulumi }: Example): Promise<void> {
  const { code, all } = await pulumi(["refresh", "--preview-only", "--expect-no-changes"]);
  assert.equal(code, 0, all);
}

/** What a person would write down of a dump: no ids. The owner tag is the package's own. */
function contents({ tables }: Dump) {
  const described = Object.entries(tables).map(([name, table]) => {
    const { timeZone, defaults, rows, attributes } = table;
    const tags = Object.entries(table.tags).filter(([key]) => key !== "connect-data-tables:owner");
    const columns = Object.entries(attributes).map(([column, { valueType, primary }]) => [
      column,
      `${valueType}${primary ? " key" : ""}`,
    ]);
    return [
      name,
      {
        timeZone,
        tags: Object.fromEntries(tags),
        columns: Object.fromEntries(columns) as Record<string, string>,
        defaults,
        rows: rows.map(({ keys, values }) => [Object.values(keys).join(" "), values] as const),
      },
    ] as const;
  });
  return Object.fromEntries(described);
}
