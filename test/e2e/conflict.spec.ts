import { strict as assert } from "node:assert";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" }, Closes: { type: "TEXT" } } as const;

/** Store → time, as rows. */
function shops(opens: Readonly<Record<string, string>>) {
  return Object.entries(opens).map(([Store, Opens]) => ({ Store, Opens }));
}

/** What a person must be able to read: no JSON but in the lines to copy, no stack trace (every command is looked through for those), each part of the message. */
function assertReadable(output: string, kinds: Readonly<Record<string, string>>): void {
  const lines = Object.entries(kinds).map(([row, kind]) => `row "${row}", column "Opens" ${kind}`);
  for (const line of lines) assert.ok(output.includes(line), `${line}\n${output}`);
  for (const word of ["recorded", "live", "desired", "another writer, or an interrupted update", "To resolve this:"]) {
    assert.ok(output.includes(word), word);
  }
  const leave = "declare it as null, or leave it out of the rows and add it to `ignore`";
  for (const exit of ["pulumi refresh", "into the program", leave, 'onConflict: "overwrite"']) {
    assert.ok(output.includes(exit), exit);
  }
  const read = output.replace(/^ *export CONNECT_DATA_TABLES_RESOLVE=.*$/gm, "");
  assert.doesNotMatch(read, /^\s*[{[]|":[{["\d]|": [{[]/m, "JSON");
}

// One stack: each test goes on where the one before stopped.
describe("somebody else's edits, on the real engine", function () {
  this.timeout(60_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
    declare({ Berlin: "09:00", Paris: "08:00", Rome: "07:00" });
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
  });
  after(() => stack?.close());

  const declare = (opens: Readonly<Record<string, string>>, args: object = {}) =>
    stack.declare({ hours: { rows: shops(opens), ...args } });
  const edit = (Store: string, value: string | null, column = "Opens") =>
    stack.bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });
  const live = () =>
    Object.fromEntries(
      (stack.bench.simulator.dump().tables.Hours?.rows ?? []).map(({ keys, values }) => [keys.Store, values.Opens]),
    ) as Record<string, string>;

  /** Runs an `up` that must fail because of the edits, and must write nothing. */
  async function assertConflict(args: readonly string[], kinds: Readonly<Record<string, string>>): Promise<string> {
    const before = stack.bench.simulator.dump();
    const { code, all } = await stack.pulumi(args);
    assert.notEqual(code, 0, all);
    assertReadable(all, kinds);
    assert.deepEqual(stack.bench.simulator.dump(), before);
    return all;
  }

  it("an edit between preview and up stops the up unwritten", async () => {
    declare({ Berlin: "10:00", Paris: "08:30", Rome: "07:00" });
    const edits = [{ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "11:11" }];
    stack.bench.simulator.setFaults({ kind: "edit", operation: "ListDataTableAttributes", nth: 2, edits });
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["up", "--yes"]);
    assert.notEqual(code, 0);
    assert.match(all, /Updating/, "the preview had nothing to say");
    assertReadable(all, { Berlin: "was edited" });
    assert.match(all, /recorded +"09:00"/);
    assert.match(all, /live +"11:11" +changed at \d{4}-\d\d-\d\dT.* in eu-central-1/);
    assert.match(all, /desired +"10:00"/);
    assert.match(all, /nothing was written/);
    assert.deepEqual(stack.writes(), []);
    assert.deepEqual(live(), { Berlin: "11:11", Paris: "08:00", Rome: "07:00" });
  });

  /** How often the conflict is printed. */
  const printed = (output: string) => output.match(/column "Opens" was edited/g)?.length;

  it("the next preview says the same, once", async () => {
    const all = await assertConflict(["preview"], { Berlin: "was edited" });
    assert.match(all, /nothing was written/);
    assert.equal(printed(all), 1);
  });

  it("a refresh inside the same up is no consent, and leaves none behind; each part of a command prints the conflict once", async () => {
    const both = await assertConflict(["up", "--refresh", "--yes"], { Berlin: "was edited" });
    assert.equal(printed(both), 2, "in the preview and in the update");
    const one = await assertConflict(["up", "--refresh", "--yes", "--skip-preview"], { Berlin: "was edited" });
    assert.equal(printed(one), 1);
    assert.match(one, /error: 1 error[^]*nothing was written\. \[CONFLICT\]\n\s+The warning above shows the cells/);
    assert.equal(printed(await assertConflict(["up", "--yes"], { Berlin: "was edited" })), 1);
  });

  it("a refresh of its own is: the preview shows exactly that cell, and up writes it", async () => {
    declare({ Berlin: "10:00", Paris: "08:00", Rome: "07:00" });
    const refresh = await stack.pulumi(["refresh", "--yes"]);
    assert.equal(refresh.code, 0, refresh.all);
    assert.equal(printed(refresh.all), undefined);
    const { all } = await stack.pulumi(["preview", "--diff"]);
    const marked = all.split("\n").filter((line) => /^\s*[~+-] \S+\s*:.*=>/.test(line));
    assert.deepEqual(
      marked.map((line) => line.trim()),
      ['~ Opens: "11:11" => "10:00"'],
    );
    stack.bench.simulator.clearRequests();
    const up = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(up.code, 0, up.all);
    const writes = stack.bench.simulator.requests().filter(({ operation }) => operation.startsWith("BatchUpdate"));
    assert.deepEqual(
      writes.map(({ items, status }) => [items, status]),
      [[1, 200]],
    );
    assert.deepEqual(live(), { Berlin: "10:00", Paris: "08:00", Rome: "07:00" });
  });

  it("an edit that arrives after the last read, just before the write, is refused by its lock version", async () => {
    declare({ Berlin: "10:30", Paris: "08:00", Rome: "07:00" });
    const edits = [{ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "12:12" }];
    stack.bench.simulator.setFaults({ kind: "edit", operation: "BatchUpdateDataTableValue", edits });
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0);
    assertReadable(all, { Berlin: "was edited" });
    assert.deepEqual(live(), { Berlin: "12:12", Paris: "08:00", Rome: "07:00" });
  });

  it("all four kinds are told apart in one message", async () => {
    edit("Madrid", "06:06");
    edit("Paris", null);
    edit("Rome", "05:05");
    declare({ Berlin: "10:30", Paris: "08:15", Madrid: "09:00" });
    await assertConflict(["up", "--yes"], {
      Berlin: "was edited",
      Madrid: "already exists",
      Paris: "was removed",
      Rome: "was edited, and this update would delete it",
    });
  });

  it('onConflict: "overwrite" wins, and says what it replaced', async () => {
    declare({ Berlin: "10:30", Paris: "08:15", Madrid: "09:00" }, { onConflict: "overwrite" });
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.match(all, /4 values of other writers will be replaced or removed/);
    for (const value of ["12:12", "06:06", "05:05"]) assert.ok(all.includes(`"${value}"`), value);
    assert.deepEqual(live(), { Berlin: "10:30", Paris: "08:15", Madrid: "09:00" });
  });

  it("an edit of a cell that the run does not change is a warning, and stays", async () => {
    edit("Paris", "03:03");
    declare({ Berlin: "10:45", Paris: "08:15", Madrid: "09:00" });
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.match(all, /warning: 1 values? .*edited outside/);
    assert.match(all, /row "Paris", column "Opens": recorded "08:15", live "03:03"/);
    assert.deepEqual(live(), { Berlin: "10:45", Paris: "03:03", Madrid: "09:00" });
  });

  it("null and ignore hand a cell over as the message advises: state forgets it, its value stays, also in a destroy", async () => {
    edit("Madrid", "04:04");
    declare({ Berlin: "10:45", Paris: "08:15", Madrid: "09:30" });
    const refused = await stack.pulumi(["preview"]);
    assert.match(refused.all, /declare it as null, or leave it out of the rows and add it to `ignore`/);
    const rows = [
      { Store: "Berlin", Opens: "10:45" },
      { Store: "Paris", Opens: null },
    ];
    stack.declare({ hours: { rows, ignore: { rows: ["Mad*"] } } });
    stack.bench.simulator.clearRequests();
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    assert.deepEqual(stack.writes(), []);
    assert.equal((await stack.recorded("hours")).outputs.cellCount, 1);
    assert.equal((await stack.pulumi(["destroy", "--yes", "--skip-preview"])).code, 0);
    assert.deepEqual(live(), { Paris: "03:03", Madrid: "04:04" });
  });
});
