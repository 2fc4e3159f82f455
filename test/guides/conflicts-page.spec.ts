import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const page = readFileSync(join(__dirname, "..", "..", "docs", "conflicts.md"), "utf8");
const blocks = [...page.matchAll(/^```\n([^]*?)^```$/gm)].map(([, text = ""]) => text);

/** Without what differs from run to run, or between dynamic resources and the plugin: ids, times, which of two resources came first, the number of requests, and the width of the margin. */
function comparable(text: string): string[] {
  return text
    .split("\n")
    .map((line) =>
      line
        .trim()
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>")
        .replace(/(pulumi-nodejs:dynamic\/connect-data-tables|connect-data-tables:index):(?=DataTable)/, "<type>:")
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
        // What a check has just read is not read again, if the write comes soon enough.
        .replace(/\d+ requests?, /, "<requests>, ")
        .replace(/\d+\.\d s$/, "<time>")
        .replace(
          /resources "([^"]+)" and "([^"]+)"/,
          (_, ...[a, b]: string[]) => `resources ${[a, b].sort().join(" and ")}`,
        ),
    )
    .filter((line) => line !== "" && !line.startsWith("$ "));
}

// One stack, played as the page tells it: each test goes on where the one before stopped.
describe("docs/conflicts.md shows what pulumi prints:", function () {
  this.timeout(60_000);
  let stack: ValuesProject;
  const columns = {
    Store: { type: "TEXT", primary: true },
    Opens: { type: "TEXT" },
    ApiKey: { type: "TEXT" },
  } as const;

  /** Row → when it opens; more arguments may follow. */
  const declare = (opens: Readonly<Record<string, string>>, more: object = {}, others: object = {}) => {
    const rows = Object.entries(opens).map(([Store, Opens]) => ({ Store, Opens }));
    stack.declare({ "store-hours": { rows, guard: false, ...more }, ...others });
  };
  const edit = (Store: string, value: string | null, column = "Opens") =>
    stack.bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

  /** Runs commands, and looks in what they print for every line of the page's block that has `mark` in it. */
  async function shows(mark: string, ...commands: string[]): Promise<void> {
    const printed: string[] = [];
    for (const command of commands) printed.push(...comparable((await stack.pulumi(command.split(" "))).all));
    assertShown(mark, printed);
  }

  function assertShown(mark: string, lines: readonly string[]): void {
    const found = blocks.filter((block) => block.includes(mark));
    assert.equal(found.length, 1, `blocks with ${mark}`);
    let printed = lines;
    const all = printed.join("\n");
    for (const line of comparable(found[0] ?? "")) {
      const at = printed.findIndex((one) => one.endsWith(line));
      assert.ok(at >= 0, `the page has\n${line}\nand pulumi printed\n${all}`);
      printed = printed.slice(at + 1);
    }
  }

  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
    declare({ Berlin: "10:00", Paris: "08:00", Rome: "07:00" });
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
  });
  after(() => stack?.close());

  it("a conflict in a preview, and inside `up --refresh`", async () => {
    edit("Paris", "08:30");
    declare({ Berlin: "10:00", Paris: "07:45", Rome: "07:00" });
    await shows("$ pulumi preview\n    error", "preview");
    await shows("$ pulumi up --refresh --yes", "up --refresh --yes");
  });

  it("a refresh, and the change after it", () =>
    shows("$ pulumi refresh --yes", "refresh --yes --skip-preview", "preview --diff", "up --yes --skip-preview"));

  it("a decision about one cell", async () => {
    edit("Rome", "06:15");
    declare({ Berlin: "10:00", Paris: "07:45", Rome: "07:15" });
    const { all: refused } = await stack.pulumi(["preview"]);
    const [, entry] = /'(\{.*"way":"live".*\},)'/.exec(refused) ?? [];
    const { all } = await stack.pulumi(["up", "--yes", "--skip-preview"], { CONNECT_DATA_TABLES_RESOLVE: entry });
    assertShown("$ export CONNECT_DATA_TABLES_RESOLVE", comparable(all));
    // What was left is the start of the next tests.
    edit("Rome", "07:15");
    await stack.pulumi(["refresh", "--yes", "--skip-preview"]);
    declare({ Berlin: "10:00", Paris: "07:45", Rome: "07:00" });
    await stack.pulumi(["up", "--yes", "--skip-preview"]);
  });

  it("the four kinds, and overwriting them", async () => {
    for (const [store, value] of Object.entries({ Berlin: "11:11", Madrid: "06:06", Paris: null, Rome: "05:05" }))
      edit(store, value);
    const rows = { Berlin: "10:30", Madrid: "09:00", Paris: "08:15" };
    declare(rows);
    await shows("4 cells differ", "preview");
    declare(rows, { onConflict: "overwrite" });
    await shows("4 values of other writers", "up --yes --skip-preview");
  });

  it("an edit that is left alone, and the drift of a refresh", async () => {
    declare({ Berlin: "10:30", Paris: "08:00" });
    await stack.pulumi(["up", "--yes", "--skip-preview"]);
    edit("Paris", "08:30");
    declare({ Berlin: "10:45", Paris: "08:00" });
    await shows('recorded "08:00", live "08:30"', "up --yes --skip-preview");
    await shows("$ pulumi refresh --preview-only", "refresh --preview-only --diff --expect-no-changes");
  });

  it("a row that moves, and moves in a circle", async () => {
    declare({ Berlin: "10:45", Paris: "08:30" });
    await stack.pulumi(["up", "--yes", "--skip-preview"]);
    const [berlin, mitte, paris] = ["Berlin", "Berlin Mitte", "Paris"].map((Store) => ({ Store }));
    const circle = [
      { from: berlin, to: paris },
      { from: paris, to: berlin },
    ];
    declare({ Berlin: "10:45", Paris: "08:30" }, { moved: circle });
    await shows("the moves form a cycle", "preview");
    declare({ "Berlin Mitte": "10:45", Paris: "08:30" }, { moved: [{ from: berlin, to: mitte }] });
    await shows("1 row moved", "up --yes --skip-preview");
  });

  it("two resources that declare one cell", async () => {
    declare({ Berlin: "09:00" }, {}, { "late-hours": { rows: [{ Store: "Berlin", Opens: "09:00" }] } });
    await shows("both declare row", "preview");
  });

  it("a sensitive value", async () => {
    const sensitive = (ApiKey: string) =>
      stack.declare({ keys: { rows: [{ Store: "Berlin", ApiKey }], sensitive: ["ApiKey"] } });
    sensitive("one");
    await stack.pulumi(["up", "--yes", "--skip-preview"]);
    edit("Berlin", "two", "ApiKey");
    sensitive("three");
    await shows('column "ApiKey" was edited', "preview");
  });
});
