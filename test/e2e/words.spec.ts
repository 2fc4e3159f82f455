import { strict as assert } from "node:assert";
import { openInstance } from "../../src/aws/connect-instance";
import { reportPreview } from "../../src/report/preview/from-preview";
import type { Report } from "../../src/report/report";
import { instanceId } from "../helpers/values-bench";
import { hoursTable, hoursValues, rates, stackProject, type StackProject } from "../helpers/stack-project";

const up = ["up", "--yes", "--skip-preview"];
const stores = Array.from({ length: 40 }, (_, index) => `S${String(index).padStart(2, "0")}`);
/** The table, whose rate is the one of the stack's configuration. */
const ratedTable = (args: object = {}) => hoursTable({ requestsPerSecond: undefined, burst: undefined, ...args });
const rate = "connect-data-tables:requestsPerSecond";
const attributes = (column: object) => ({
  Store: { type: "TEXT", primary: true },
  ...column,
  Closes: { type: "TEXT" },
});

// One stack: each test goes on where the one before stopped.
describe("a preview and its report call each thing by its own word, on the real engine", function () {
  this.timeout(120_000);
  let stack: StackProject;
  before(async function () {
    this.timeout(240_000);
    stack = await stackProject({ "Pulumi.dev.yaml": { config: { [rate]: rates.requestsPerSecond } } });
  });
  after(() => stack?.close());

  const opens = (text: string) => Object.fromEntries(stores.map((store) => [store, text]));

  /** What `pulumi preview --json` and the report say. */
  async function report(): Promise<{ readonly stdout: string; readonly report: Report }> {
    const { stdout } = await stack.project.pulumi(["preview", "--json"]);
    const read = reportPreview(stdout);
    assert.ok("report" in read, stdout);
    return { stdout, report: read.report };
  }

  it("the first up of an export with one change: 39 values taken over, one updated", async () => {
    stack.declare(ratedTable());
    await stack.run(...up);
    for (const store of stores) stack.edit("Hours", store, "Opens", "09:00");
    const id = (await stack.project.exportState()).resources.find(({ urn }) => urn.endsWith("::table"))?.outputs
      ?.dataTableId as string;
    const live = await openInstance({ region: "eu-central-1", endpoint: stack.simulator.url, ...rates }, instanceId)
      .table(id)
      .listValues();
    const at = live
      .map(({ lastModifiedTime = "" }) => lastModifiedTime)
      .sort()
      .pop();
    stack.declare(
      ratedTable(),
      hoursValues({ ...opens("09:00"), S07: "09:30" }, { exported: { at, from: `${instanceId}/${id}` } }),
    );
    const { totals, tables } = (await report()).report;
    assert.deepEqual([totals.create, totals.update, totals.delete, totals.takeOver], [0, 1, 0, 39]);
    const [change] = tables.flatMap(({ changes }) => changes);
    assert.deepEqual([change?.row, change?.before, change?.after], ["S07", { value: "09:00" }, { value: "09:30" }]);
    assert.match(await stack.run(...up), /0 values created, 1 updated, 0 deleted; 39 taken over; \d+ requests/);
  });

  it("a cell set to null, and one that is ignored, are released", async () => {
    const rows = stores.map((Store) => ({
      Store,
      Opens: Store === "S00" ? null : Store === "S07" ? "09:30" : "09:00",
    }));
    stack.declare(ratedTable(), hoursValues({}, { rows: rows.slice(0, 39), ignore: { rows: ["S39"] } }));
    const { stdout, report: read } = await report();
    assert.deepEqual([read.totals.delete, read.totals.release], [0, 2]);
    assert.match(stdout, /2 values will be released: they stay in the table and are no longer managed: \[RELEASED\]/);
    assert.match(await stack.run(...up), /0 values created, 0 updated, 0 deleted; 2 released/);
    assert.equal(Object.keys(stack.live() ?? {}).length, 40);
  });

  it("a guard that stops the preview shows the cells, and names the stack setting too", async () => {
    stack.declare(ratedTable(), hoursValues(opens("10:00")));
    const refused = await stack.fail("preview");
    assert.match(
      refused,
      /it would update 38 of 38 cells[^]*\[GUARD\]\n\s+row "S01", column "Opens": "09:00" → "10:00"/,
    );
    assert.match(refused, /… and 18 more/);
    assert.match(
      refused,
      /CONNECT_DATA_TABLES_ALLOW="hours:38\/0" pulumi up\n.*pulumi config set connect-data-tables:allow "hours:38\/0"/,
    );
  });

  it("a renamed column: renamed, and no value is written", async () => {
    const rows = stores.slice(1, 39).map((Store) => ({ Store, From: Store === "S07" ? "09:30" : "09:00" }));
    const renamed = { Opens: "From" };
    stack.declare(
      ratedTable({ attributes: attributes({ From: { type: "TEXT", renamedFrom: "Opens" } }) }),
      hoursValues({}, { rows, renamed }),
    );
    const { stdout, report: read } = await report();
    const { create, update, delete: deleted, rename } = read.totals;
    assert.deepEqual([create, update, deleted, rename], [0, 0, 0, 1]);
    assert.match(
      stdout,
      /1 column is renamed; its values are not written: \[RENAMED\]\\n {2}column \\"Opens\\" → column \\"From\\"/,
    );
    assert.match(await stack.run(...up), /1 column renamed, 0 values created, 0 updated, 0 deleted/);
  });

  it("a column that becomes sensitive: no internals, no old value; what is written is told", async () => {
    const rows = stores.slice(1, 39).map((Store) => ({ Store, From: Store === "S07" ? "secret-1" : "09:00" }));
    const sensitive = ["From"];
    const table = ratedTable({ attributes: attributes({ From: { type: "TEXT", renamedFrom: "Opens" } }) });
    stack.declare(table, hoursValues({}, { rows, sensitive, renamed: { Opens: "From" } }));
    const shown = await stack.run("preview", "--diff");
    assert.doesNotMatch(shown, /__|09:30|09:00|secret-1/);
    assert.match(shown, /1 value will be updated: \[TO_UPDATE\]\s+row "S07", column "From": \[secret\] → \[secret\]/);
    const { stdout, report: read } = await report();
    assert.deepEqual([read.totals.update, read.totals.unchanged], [1, 37]);
    assert.doesNotMatch(JSON.stringify(read), /09:30|secret-1/);
    assert.match(stdout, /37 differences in the inputs cause no write: \[UNCHANGED\]/);
    assert.match(await stack.run(...up), /0 values created, 1 updated, 0 deleted/);
    assert.doesNotMatch(JSON.stringify(await stack.project.exportState()), /secret-1/);
  });

  it("a rate that is changed in the stack's configuration counts at once in a refresh", async () => {
    await stack.project.pulumi(["config", "set", rate, "0"]);
    assert.match(
      await stack.fail("refresh", "--yes", "--skip-preview"),
      /requestsPerSecond is 0\. \[INVALID_SETTING\]/,
    );
    await stack.project.pulumi(["config", "set", rate, "1000"]);
    await stack.run("refresh", "--yes", "--skip-preview");
  });
});
