import { strict as assert } from "node:assert";
import { ownedCells } from "../../src/provider/values/state/state";
import { instanceId } from "../helpers/values-bench";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = {
  Store: { type: "TEXT", primary: true },
  Country: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
  Open: { type: "BOOLEAN" },
  Channels: { type: "TEXT_LIST" },
  Rates: { type: "NUMBER_LIST" },
} as const;

const berlin = {
  ...{ Store: "Berlin", Country: "DE" },
  ...{ Opens: "09:00", Seats: 12, Open: true, Channels: ["VOICE", "CHAT"], Rates: [1, 2.5] },
};
const paris = {
  Store: "Paris",
  Country: "FR",
  Opens: { expression: "=NOW()" },
  Seats: "12345678901234567890.5",
  Open: false,
};
const defaults = { Opens: "08:00", Channels: [] };

const berlinLive = { Opens: "09:00", Seats: "12", Open: "true", Channels: '["VOICE","CHAT"]', Rates: "[1,2.5]" };
const parisLive = { Opens: "=NOW()", Seats: "12345678901234567890.5", Open: "false" };

/** What the preview or a diff marks as changed: lines with a sign and a property. */
function markedLines(output: string): string[] {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.filter((line) => /^[~+-] \S.*?: /.test(line) && !/pulumi/.test(line));
}

// One stack from its first `up` to its `destroy`: each test goes on where the one before stopped.
describe("the values of a table, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
  });
  after(() => stack?.close());

  const table = () => stack.bench.simulator.dump().tables.Hours;

  it("up writes every type, composite keys and the default record", async () => {
    stack.declare({ hours: { rows: [berlin, paris], defaults } });
    const { code, all } = await stack.pulumi(["up", "--yes"]);
    assert.equal(code, 0, all);
    assert.deepEqual(table()?.rows, [
      { keys: { Store: "Berlin", Country: "DE" }, values: berlinLive },
      { keys: { Store: "Paris", Country: "FR" }, values: parisLive },
    ]);
    assert.deepEqual(table()?.defaults, { Opens: "08:00", Channels: "[]" });
  });

  it("records every cell's lock version, and no credential, path or setting of the environment but the Region", async () => {
    const { text, resources } = await stack.project.exportState();
    const { inputs, outputs } = resources.find(({ urn }) => urn.endsWith("::hours")) ?? assert.fail("no resource");
    assert.ok(String(inputs.__provider).length <= 2500);
    assert.equal(inputs.region, "eu-central-1");

    const cells: Record<string, Record<string, string | undefined>> = {};
    for (const { rowKey, attribute, lockVersion } of ownedCells(outputs)) {
      cells[rowKey] = { ...cells[rowKey], [attribute]: lockVersion.Value };
    }
    const live = stack.bench.simulator.dump({ locks: true }).tables.Hours;
    const [berlinRow, parisRow] = live?.rows ?? [];
    const versions = (row: typeof berlinRow) =>
      Object.fromEntries(Object.entries(row?.locks ?? {}).map(([column, lock]) => [column, lock.Value]));
    assert.deepEqual(cells, {
      "DE | Berlin": versions(berlinRow),
      "FR | Paris": versions(parisRow),
      "\\default": versions(live?.defaultRow),
    });

    const { folder, env } = stack.project;
    const properties = JSON.stringify([inputs, outputs]);
    const words = {
      folder,
      home: env.PULUMI_HOME,
      person: env.HOME,
      path: env.PATH,
      simulator: stack.bench.simulator.url,
    };
    for (const [what, word] of Object.entries(words)) assert.ok(!text.includes(word ?? "?"), what);
    // The dummy access key is "test", as are the project and its stack, so the names of the members tell.
    assert.doesNotMatch(properties, /accessKey|secret|session|credential|profile|endpoint|not-a-secret/i);
  });

  it("a second up changes nothing and sends no write", async () => {
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["up", "--yes"]);
    assert.equal(code, 0);
    assert.match(all, /Resources:\n\s+2 unchanged/);
    assert.deepEqual(stack.writes(), []);
  });

  it("refresh sees no drift, and what it reads goes back into state", async () => {
    const { code, all } = await stack.pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.equal(code, 0, all);
  });

  it("one changed cell shows as exactly that cell", async () => {
    stack.declare({ hours: { rows: [{ ...berlin, Seats: 13 }, paris], defaults } });
    const { code, all } = await stack.pulumi(["preview", "--diff"]);
    assert.equal(code, 0);
    assert.deepEqual(markedLines(all), ["~ rows: {", "~ DE | Berlin: {", "~ Seats: 12 => 13"]);
  });

  it("and up sends exactly one write with one item", async () => {
    stack.bench.simulator.clearRequests();
    assert.equal((await stack.pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    assert.deepEqual(stack.writes(), [["BatchUpdateDataTableValue", 1]]);
    assert.equal(table()?.rows[0]?.values.Seats, "13");
  });

  it("an edit behind Pulumi's back is drift: shown, and an exit code for CI", async () => {
    const keys = { Store: "Berlin", Country: "DE" };
    stack.bench.simulator.edit({ table: "Hours", keys, column: "Opens", value: "11:11" });
    stack.bench.simulator.edit({
      table: "Hours",
      keys: { Store: "Rome", Country: "IT" },
      column: "Opens",
      value: "07:00",
    });
    stack.bench.simulator.edit({ table: "Hours", column: "Seats", value: "3" });
    const { code, all } = await stack.pulumi(["refresh", "--preview-only", "--expect-no-changes", "--diff"]);
    assert.equal(code, 7);
    assert.deepEqual(markedLines(all), ["~ rows: {", "~ DE | Berlin: {", '~ Opens: "09:00" => "11:11"']);
  });

  it("up does not overwrite the edit when it changes the same cell", async () => {
    stack.declare({ hours: { rows: [{ ...berlin, Seats: 13, Opens: "10:00" }, paris], defaults } });
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["up", "--yes"]);
    assert.notEqual(code, 0);
    assert.match(all, /row "DE \| Berlin", column "Opens"/);
    assert.match(all, /"11:11"/);
    assert.deepEqual(stack.writes(), []);
  });

  it("a refresh accepts the edit, and the next up repairs it", async () => {
    assert.equal((await stack.pulumi(["refresh", "--yes", "--skip-preview"])).code, 0);
    stack.declare({ hours: { rows: [{ ...berlin, Seats: 13 }, paris], defaults } });
    stack.bench.simulator.clearRequests();
    assert.equal((await stack.pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    assert.deepEqual(stack.writes(), [["BatchUpdateDataTableValue", 1]]);
    assert.deepEqual(table()?.rows[0]?.values, { ...berlinLive, Seats: "13" });
    assert.equal((await stack.pulumi(["refresh", "--preview-only", "--expect-no-changes"])).code, 0);
  });

  it("the table's ARN in the place of its id is no change", async () => {
    const dataTableId = `${table()?.arn}:$LATEST`;
    const arn = `arn:aws:connect:eu-central-1:123456789012:instance/${instanceId}`;
    stack.declare({ hours: { rows: [{ ...berlin, Seats: 13 }, paris], defaults, dataTableId, instanceId: arn } });
    const { code, all } = await stack.pulumi(["preview", "--diff", "--expect-no-changes"]);
    assert.equal(code, 0, all);
  });

  it("a resource that is renamed in the program deletes nothing", async () => {
    const before = table();
    stack.declare({ "opening hours": { rows: [{ ...berlin, Seats: 13 }, paris], defaults } });
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["up", "--yes"]);
    assert.equal(code, 0, all);
    assert.deepEqual(stack.writes(), []);
    assert.deepEqual(table(), before);
    assert.equal((await stack.recorded("opening hours")).outputs.cellCount, 10);
  });

  it("destroy removes what is ours and leaves foreign rows and cells, and what the renamed resource found", async () => {
    const found = table()?.rows ?? [];
    stack.declare({
      "opening hours": { rows: [{ ...berlin, Seats: 13 }, paris, { ...paris, Store: "Lyon" }], defaults },
    });
    assert.equal((await stack.pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    assert.equal(table()?.rows.length, found.length + 1);
    const { code, all } = await stack.pulumi(["destroy", "--yes"]);
    assert.equal(code, 0, all);
    assert.match(all, /10 values stay: they were in the table before this resource first recorded them/);
    assert.deepEqual(table()?.rows, found);
    assert.deepEqual(table()?.defaults, { Channels: "[]", Opens: "08:00", Seats: "3" });
  });

  it("a table that is gone already is success for destroy", async () => {
    assert.equal((await stack.pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    assert.equal(table()?.rows.length, 4);
    stack.bench.simulator.edit({ table: "Hours", deleteTable: true });
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.deepEqual(stack.writes(), []);
    const { resources } = await stack.project.exportState();
    assert.deepEqual(resources, []);
  });
});
