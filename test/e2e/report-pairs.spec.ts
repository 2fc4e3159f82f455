import assert from "node:assert/strict";
import { ConnectClient, CreateDataTableAttributeCommand, CreateDataTableCommand } from "@aws-sdk/client-connect";
import fc from "fast-check";
import { reportPreview } from "../../src/report/preview/from-preview";
import { startSimulator, type Simulator } from "../../src/simulator";
import { playPair } from "../contract/report-pair";
import { columns, withBench } from "../contract/values-bench";
import { newProject, type Project } from "../helpers/project";
import { rates } from "../helpers/stack-project";
import {
  doneBetween,
  inputsOf,
  pair,
  playEdits,
  renameNote,
  type Cells,
  type Pair,
  type PairTable,
  type Side,
} from "../helpers/report-pairs";
import { instanceId, useDummyCredentials } from "../helpers/values-bench";

const seed = Number(process.env.REPORT_SEED ?? 20261128);
const count = 20;

const program = `
const { readFileSync } = require("node:fs");
const { DataTableValues } = require("pulumi-connect-data-tables");
const keyed = (rows) => Object.entries(rows).map(([Store, cells]) => ({ Store, ...cells }));
for (const [name, { rows, moved, ...args }] of Object.entries(JSON.parse(readFileSync("program.json", "utf8")))) {
  const moves = moved && moved.map(({ from, to }) => ({ from: { Store: from }, to: { Store: to } }));
  new DataTableValues(name, { ...args, rows: keyed(rows), ...(moves && { moved: moves }) });
}
`;

/** Pairs that no conflict stops, of every mode; the imitated engine tells which ones those are. One `up` plays them all, so it cannot refresh. */
async function choosePairs(): Promise<Pair[]> {
  const chosen: Pair[] = [];
  for (const given of fc.sample(pair, { seed, numRuns: 400 })) {
    if (chosen.length === count) break;
    if (given.refresh === "inside") continue;
    const isNew = chosen.length < 12 || modesOf([...chosen, given]).size > modesOf(chosen).size;
    if (!isNew && count - chosen.length <= allModes.length - modesOf(chosen).size) continue;
    await withBench(async (bench) => {
      if (await playPair(given, bench)) chosen.push(given);
    });
  }
  return chosen;
}

const allModes = ["exclusive", "overwrite", "exported", "ignore", "sensitive", "moved", "renamed", "separate"];

function modesOf(pairs: readonly Pair[]): Set<string> {
  const text = pairs.flatMap((given) => [
    given.ownership,
    given.onConflict,
    given.refresh,
    ...(["exported", "ignore", "sensitive", "moved", "renamed"] as const).filter((name) => given[name]),
  ]);
  return new Set(text.filter((mode) => allModes.includes(mode)));
}

describe("the report of a preview, on the real engine", function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let client: ConnectClient;
  let project: Project;
  let pairs: Pair[];
  let tables: PairTable[];
  before(async () => {
    useDummyCredentials();
    pairs = await choosePairs();
    simulator = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
    client = new ConnectClient({ endpoint: simulator.url, region: "eu-central-1" });
    tables = await Promise.all(pairs.map((_, index) => makeTable(`Hours${index}`)));
    project = await newProject({ files: { "index.js": program }, endpoint: simulator.url });
  });
  after(async () => {
    project?.remove();
    client?.destroy();
    await simulator?.close();
  });

  async function makeTable(name: string): Promise<PairTable> {
    const table = { Name: name, TimeZone: "UTC", ValueLockLevel: "VALUE", Status: "PUBLISHED" } as const;
    const { Id: tableId = "" } = await client.send(new CreateDataTableCommand({ InstanceId: instanceId, ...table }));
    for (const [Name, column] of Object.entries(columns)) {
      const attribute = { Name, ValueType: column.type, Primary: "primary" in column };
      const place = { InstanceId: instanceId, DataTableId: tableId };
      await client.send(new CreateDataTableAttributeCommand({ ...place, ...attribute }));
    }
    return { simulator, client, name, tableId };
  }

  async function pulumi(...args: string[]): Promise<string> {
    const { code, stdout, all } = await project.pulumi(args);
    assert.equal(code, 0, all);
    return stdout;
  }

  function declare(argsOf: (given: Pair, table: PairTable) => object | undefined): void {
    const all = pairs.flatMap((given, index) => {
      const table = tables[index];
      const args = table && argsOf(given, table);
      const place = { instanceId, dataTableId: table?.tableId, primaryAttributes: ["Store"], guard: false, ...rates };
      return args ? [[`v${index}`, { ...place, ...args }] as const] : [];
    });
    project.write("program.json", Object.fromEntries(all));
  }

  /** Every table with what state records of it. */
  async function sides(): Promise<Side[]> {
    const { deployment } = JSON.parse(await pulumi("stack", "export", "--show-secrets"), plainOfSecret) as {
      deployment: { resources?: { urn: string; outputs?: { rows?: Cells } }[] };
    };
    const dumped = simulator.dump().tables;
    return tables.map(({ name }, index) => ({
      live: Object.fromEntries((dumped[name]?.rows ?? []).map(({ keys, values }) => [keys.Store ?? "", values])),
      recorded: deployment.resources?.find(({ urn }) => urn.endsWith(`::v${index}`))?.outputs?.rows,
    }));
  }

  it(`has the totals of what the up then did, table by table: ${count} random pairs in every mode (seed ${seed})`, async () => {
    assert.deepEqual([pairs.length, [...modesOf(pairs)].sort()], [count, [...allModes].sort()]);
    const eachPair = (visit: (given: Pair, table: PairTable) => void) =>
      pairs.forEach((given, index) => tables[index] && visit(given, tables[index]));
    eachPair((given, table) => playEdits(table, given.before));
    declare(({ first }) => (first ? { rows: first, onConflict: "overwrite" } : undefined));
    await pulumi("up", "--yes", "--skip-preview");
    eachPair((given, table) => playEdits(table, given.between));
    for (const [index, given] of pairs.entries()) if (given.renamed && tables[index]) await renameNote(tables[index]);
    const refreshed = pairs.flatMap(({ refresh, first }, index) => (refresh === "separate" && first ? [index] : []));
    const urn = (index: number) =>
      `urn:pulumi:dev::test::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::v${index}`;
    assert.ok(refreshed.length > 0);
    await pulumi("refresh", "--yes", "--skip-preview", ...refreshed.flatMap((index) => ["--target", urn(index)]));
    declare(inputsOf);
    const read = reportPreview(await pulumi("preview", "--json"));
    assert.ok("report" in read);
    const before = await sides();
    simulator.clearRequests();
    await pulumi("up", "--yes", "--skip-preview");
    const after = await sides();
    const done = pairs.map((given, index) => {
      const moves = simulator
        .requests()
        .filter(
          ({ operation, dataTableId }) =>
            operation === "UpdateDataTablePrimaryValues" && dataTableId === tables[index]?.tableId,
        );
      return doneBetween(before[index] as Side, after[index] as Side, given, moves.length);
    });
    const promised = done.map((counts, index) => {
      const report = read.report.tables.find((table) => table.urn === urn(index));
      return Object.fromEntries(
        Object.keys(counts).map((name) => [name, report?.totals[name as keyof typeof counts] ?? 0]),
      );
    });
    for (const [index, counts] of done.entries())
      assert.deepEqual(promised[index], counts, `table ${index}: ${JSON.stringify(pairs[index])}`);
    const sum = (name: keyof (typeof done)[number]) => done.reduce((total, counts) => total + counts[name], 0);
    const { totals } = read.report;
    const names = ["create", "update", "delete", "release", "takeOver", "rename", "move"] as const;
    assert.deepEqual(
      Object.fromEntries(names.map((name) => [name, totals[name]])),
      Object.fromEntries(names.map((name) => [name, sum(name)])),
    );
    assert.deepEqual(
      names.filter((name) => name !== "move" && sum(name) === 0),
      [],
      "every word occurs but the rare one",
    );
  });
});

/** A secret of an exported state as its plain value. */
function plainOfSecret(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("plaintext" in value)) return value;
  return JSON.parse(String(value.plaintext)) as unknown;
}
