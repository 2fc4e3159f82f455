import { strict as assert } from "node:assert";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } } as const;
const ours = Array.from({ length: 12 }, (_, index) => ({ Store: `ours ${index}`, Opens: "09:00" }));
const foreignCount = 200;

// One stack: each test goes on where the one before stopped.
describe("exclusive ownership, on the real engine", function () {
  this.timeout(60_000);
  let stack: ValuesProject;
  let allow = "";
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
    declare({});
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    for (let index = 0; index < foreignCount; index++) addForeign(`theirs ${index}`);
  });
  after(() => stack?.close());

  const declare = (args: object) => stack.declare({ hours: { rows: ours, ...args } });
  const addForeign = (Store: string) =>
    stack.bench.simulator.edit({ table: "Hours", keys: { Store }, column: "Opens", value: "00:00" });
  const stores = () => (stack.bench.simulator.dump().tables.Hours?.rows ?? []).map(({ keys }) => String(keys.Store));
  const ourStores = ours.map(({ Store }) => Store).sort();
  const theirs = () => stores().filter((store) => !store.startsWith("ours"));

  it("preview refuses to delete 200 rows of others, with the ratio and the line that allows it", async () => {
    declare({ ownership: "exclusive" });
    const { code, all } = await stack.pulumi(["preview"]);
    assert.notEqual(code, 0);
    assert.match(all, /it would delete 200 of 212 cells \(94\.3%, allowed 30%\)/);
    allow = /CONNECT_DATA_TABLES_ALLOW="([^"]+)" pulumi up/.exec(all)?.[1] ?? "";
    assert.equal(allow, "hours:0/200");
  });

  it("so does an up, and an allowance for another number does not help", async () => {
    stack.bench.simulator.clearRequests();
    const { code } = await stack.pulumi(["up", "--yes", "--skip-preview"], {
      CONNECT_DATA_TABLES_ALLOW: "hours:0/199",
    });
    assert.notEqual(code, 0);
    assert.deepEqual(stack.writes(), []);
    assert.equal(theirs().length, foreignCount);
  });

  it("with that line up deletes exactly those 200 and nothing else", async () => {
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["up", "--yes"], { CONNECT_DATA_TABLES_ALLOW: allow });
    assert.equal(code, 0, all);
    assert.deepEqual(stack.writes(), Array(foreignCount / 25).fill(["BatchDeleteDataTableValue", 25]));
    assert.deepEqual(stores().sort(), ourStores);
  });

  it("a row that others add later is drift, and goes with the next up", async () => {
    addForeign("one more");
    const drift = await stack.pulumi(["refresh", "--preview-only", "--expect-no-changes"]);
    assert.equal(drift.code, 7);
    const { code, all } = await stack.pulumi(["up", "--refresh", "--yes"]);
    assert.equal(code, 0, all);
    assert.deepEqual(stores().sort(), ourStores);
  });

  it("back in declared mode the rows of others are safe, and a destroy leaves them", async () => {
    addForeign("theirs again");
    declare({ ownership: "declared" });
    const up = await stack.pulumi(["up", "--refresh", "--yes", "--skip-preview"]);
    assert.equal(up.code, 0, up.all);
    assert.deepEqual(theirs(), ["theirs again"]);
    assert.equal((await stack.pulumi(["destroy", "--yes", "--skip-preview"])).code, 0);
    assert.deepEqual(stores(), ["theirs again"]);
  });
});
