import { strict as assert } from "node:assert";
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { join, resolve } from "node:path";
import { startSimulator, type Simulator } from "../../src/simulator";
import { newFolder, newProject, startCommand, type Project } from "../helpers/project";
import { assertFitForPeople } from "../helpers/values-project";

const root = resolve(__dirname, "../..");
const example = join(root, "examples/quickstart");
const berlin = {
  Opens: "09:30",
  Seats: "8",
  Weekend: "false",
  Channels: '["VOICE","CHAT","EMAIL"]',
  ClosedMonths: "[]",
};

function berlinIn(simulator: Simulator): object | undefined {
  const { rows = [] } = simulator.dump().tables.StoreHours ?? {};
  return rows.find(({ keys }) => keys.Store === "Berlin")?.values;
}

/** Every file that belongs to a checkout, with its content. */
function filesOf(folder: string): string {
  const foreign = /(^|[\\/])(node_modules|\.work|dist)([\\/]|$)/;
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !foreign.test(path.slice(folder.length)));
  return names
    .sort()
    .map((path) => `${path}\n${readFileSync(path, "utf8")}`)
    .join("\n");
}

describe("npm run quickstart", function () {
  this.timeout(300_000);
  let clone: string;
  let untouched: string;
  /** The command that serves the page, as it is printed. */
  let page: string;
  before(async () => {
    clone = join(await newFolder(), "clone");
    const foreign = /[\\/](node_modules|\.git|\.work|dist|test|bench)$/;
    cpSync(root, clone, { recursive: true, filter: (path) => path === root || !foreign.test(path) });
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"), "junction");
    untouched = filesOf(clone);
  });
  afterEach(() => assert.equal(filesOf(clone), untouched, "no file of the repository is changed, and none is added"));
  after(() => clone && rmSync(join(clone, ".."), { recursive: true, force: true }));

  const quickstart = (...args: string[]) =>
    startCommand(process.execPath, ["scripts/quickstart.mjs", ...args], clone, { ...process.env, PULUMI_STACK: "mine" })
      .done;

  it("plays the whole story and leaves a table that is what the program says", async () => {
    const { code, all } = await quickstart();
    assert.equal(code, 0, all);
    assertFitForPeople(all, []);
    assert.match(all, /DE Berlin: Opens was 09:30, is now 07:00/);
    assert.match(all, /~ DE \| Berlin: \{\n\s+~ Opens: "09:30" => "07:00"/);
    const simulator = await startSimulator({ dataFile: join(clone, ".work/quickstart/simulator.json") });
    const table = simulator.dump().tables.StoreHours;
    const values = berlinIn(simulator);
    await simulator.close();
    assert.deepEqual([table?.rows.length, values], [40, berlin]);
  });

  const inShell = (command: string) => startCommand("sh", ["-c", command], clone, process.env);

  it("can be played again, and each command that it suggests does what it says, twice in a row", async () => {
    const { code, all } = await quickstart();
    assert.equal(code, 0, all);
    const suggested = all
      .slice(all.indexOf("Try next:"))
      .split("\n")
      .slice(1)
      .map((line) => line.trim())
      .filter(Boolean);
    const [edit = "", change = "", up = "", ...more] = suggested;
    [page = ""] = more;
    assert.ok(page.includes("-- page") && more.length === 1, all);
    for (let time = 1; time <= 2; time++) {
      for (const command of [edit, change]) {
        const done = await inShell(command).done;
        assert.equal(done.code, 0, done.all);
      }
      const conflict = await inShell(up).done;
      assert.notEqual(conflict.code, 0);
      assert.match(conflict.all, /row "DE \| Berlin", column "Opens" was edited/);
      assert.match(conflict.all, /recorded +"09:30"[^]*live +"07:30"[^]*desired +"08:00"/);
    }
  });

  it("serves the page until Ctrl-C, twice; the command that it names sees what is edited there", async () => {
    for (const value of ["06:15", "06:30"]) {
      const serving = inShell(page);
      let said = "";
      let url: string;
      serving.child.stdout?.on("data", (text: string) => (said += text));
      try {
        for (let waited = 0; !said.includes("Ctrl-C") && waited < 600; waited++) await sleep(100);
        [, url = ""] = /browser: (http:\/\/127\.0\.0\.1:\d+)\//.exec(said) ?? assert.fail(said);
        assert.match(await (await fetch(url)).text(), /Data tables of the simulator/);
        const edit = { table: "StoreHours", keys: { Country: "DE", Store: "Bonn" }, column: "Opens", value };
        await fetch(`${url}/_simulator/edit`, { method: "POST", body: JSON.stringify(edit) });
        const [, meanwhile = ""] = /another terminal: (.+)/.exec(said) ?? assert.fail(said);
        const { code, all } = await inShell(meanwhile).done;
        assert.equal(code, 0, all);
        assert.match(all, new RegExp(`DE \\| Bonn *: \\{\n\\s+~ Opens: "\\d\\d:\\d\\d" => "${value}"`));
      } finally {
        // Ctrl-C in a terminal reaches all that the command started.
        process.kill(-(serving.child.pid ?? 0), "SIGINT");
      }
      await serving.done;
      await assert.rejects(fetch(url));
    }
  });

  it("leaves a folder in which `pulumi` itself works, as the README of the example says, twice", async () => {
    const readme = readFileSync(join(example, "README.md"), "utf8");
    const [, script = ""] = /```sh\n([^]*?)```/.exec(readme) ?? assert.fail(readme);
    // Its port may be in use, so another one that is free takes its place.
    const free = await startSimulator();
    await free.close();
    const { port } = new URL(free.url);
    const own = (text: string) => text.replaceAll("4500", port);
    writeFileSync(join(clone, ".work/quickstart/program/stores.ts"), readFileSync(join(example, "stores.ts")));
    assert.equal((await quickstart("refresh", "--yes", "--skip-preview")).code, 0);
    const env = join(clone, ".work/quickstart/env.sh");
    writeFileSync(env, own(readFileSync(env, "utf8")));
    for (let time = 1; time <= 2; time++) {
      // The end of the terminal: the simulator and the shell of npx that it runs in get a signal, too.
      const end = "code=$?; trap '' TERM; kill 0; wait; exit $code";
      const { code, all } = await inShell(own(script).replace("pulumi up", "pulumi up --yes --skip-preview") + end)
        .done;
      assert.equal(code, 0, all);
      assert.match(all, time === 1 ? /2 updated, 0 deleted/ : /unchanged/);
    }
  });
});

describe("the quickstart's program, on the real engine", function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let project: Project;
  const stores = readFileSync(join(example, "stores.ts"), "utf8");
  before(async () => {
    simulator = await startSimulator();
    const sources = readdirSync(example).filter((name) => /\.(ts|json)$|^Pulumi\.yaml$/.test(name));
    const files = Object.fromEntries(sources.map((name) => [name, readFileSync(join(example, name), "utf8")]));
    project = await newProject({ files, endpoint: simulator.url });
  });
  after(async () => {
    project?.remove();
    await simulator?.close();
  });

  const writes = () =>
    simulator
      .requests()
      .filter(({ operation }) => /^(Batch)?(Create|Update|Delete|Tag|Untag)/.test(operation))
      .map(({ operation, items }) => [operation, items]);

  it("fills the table; a second up changes nothing and sends no write", async () => {
    const first = await project.pulumi(["up", "--yes"]);
    assert.equal(first.code, 0, first.all);
    assert.equal(simulator.dump().tables.StoreHours?.rows.length, 40);
    assert.deepEqual(berlinIn(simulator), berlin);
    simulator.clearRequests();
    const second = await project.pulumi(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.equal(second.code, 0, second.all);
    assert.deepEqual(writes(), []);
  });

  it("shows one changed cell as that cell, and sends it as one write of one item", async () => {
    project.write("stores.ts", stores.replace('"Berlin", Opens: "09:30"', '"Berlin", Opens: "08:00"'));
    const preview = await project.pulumi(["preview", "--diff"]);
    const changed = preview.all.split("\n").filter((line) => line.includes("=>"));
    assert.deepEqual(
      changed.map((line) => line.trim()),
      ['~ Opens: "09:30" => "08:00"'],
    );
    simulator.clearRequests();
    assert.equal((await project.pulumi(["up", "--yes", "--skip-preview"])).code, 0);
    assert.deepEqual(writes(), [["BatchUpdateDataTableValue", 1]]);
    assert.deepEqual(berlinIn(simulator), { ...berlin, Opens: "08:00" });
  });
});
