import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Agents: { type: "NUMBER" },
} as const;
const up = ["up", "--yes", "--skip-preview"];
const variable = "CONNECT_DATA_TABLES_RESOLVE";
const hostile = `it's "08:30" $(touch hacked) \`id\` é\n\u202e`;

// One stack: each test goes on where the one before stopped.
describe("cells that others own, on the real engine", function () {
  this.timeout(60_000);
  let stack: ValuesProject;
  const declare = (opens: Readonly<Record<string, string>>, agents: number) => {
    const rows = Object.entries(opens).map(([Store, Opens]) => ({ Store, Opens, Agents: agents }));
    stack.declare({ hours: { rows, initial: ["Agents"], guard: false } });
  };
  const edit = (Store: string, column: string, value: string | null) =>
    stack.bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });
  const live = (): Record<string, Record<string, string>> =>
    Object.fromEntries(
      (stack.bench.simulator.dump().tables.Hours?.rows ?? []).map(
        ({ keys, values }) => [keys.Store ?? "", values] as const,
      ),
    );
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { code, all } = await stack.pulumi(args, env);
    assert.equal(code, 0, all);
    return all;
  };
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
    declare({ Berlin: "09:00", Paris: "10:00", Rome: "11:00" }, 5);
    await run(up);
  });
  after(() => stack?.close());

  it("an initial cell that others changed is no drift, and a new value of the program is not written", async () => {
    edit("Berlin", "Agents", "7");
    edit("Paris", "Agents", null);
    await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    declare({ Berlin: "09:00", Paris: "10:00", Rome: "11:00" }, 6);
    const all = await run(["preview", "--expect-no-changes"]);
    assert.match(all, /3 values of `initial` columns changed in the program and are not written.*\[INITIAL_KEPT\]/);
  });

  it("the lines of a conflict, pasted into a shell, decide one cell each, whatever the values hold", async () => {
    edit("Berlin", "Opens", hostile);
    edit("Paris", "Opens", "p1");
    declare({ Berlin: "09:30", Paris: "10:30", Rome: "11:30" }, 6);
    const { code, all } = await stack.pulumi(["preview"]);
    assert.notEqual(code, 0, all);
    const lines = all.split("\n").filter((line) => /^ *export CONNECT_DATA_TABLES_RESOLVE=/.test(line));
    assert.equal(lines.length, 4, all);
    const chosen = lines.filter((line) => /"Berlin".*"live",|"Paris".*"program",/.test(line));
    const script = `${chosen.join("\n")}\nprintf %s "$${variable}"`;
    const entries = execFileSync("sh", ["-euc", script], { encoding: "utf8", env: { PATH: process.env.PATH } });
    const done = await run(["up", "--yes", "--refresh"], { [variable]: entries });
    assert.match(done, /\[DRIFT\]\s+row "Berlin", column "Opens": recorded/);
    assert.match(
      done,
      /1 value of another writer will be replaced or removed \(`resolve`: program\); it is: \[REPLACED\]\s+row "Paris"/,
    );
    assert.deepEqual(live(), {
      Berlin: { Opens: hostile, Agents: "7" },
      Paris: { Opens: "10:30" },
      Rome: { Opens: "11:30", Agents: "5" },
    });
  });

  it("nothing is left to do, a refresh keeps the decision and tells it, and what was left goes with no one", async () => {
    const refreshed = await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.match(refreshed, /\[DRIFT\]\s+row "Berlin", column "Opens"/);
    await run(["preview", "--expect-no-changes"]);
    const gone = await run(["destroy", "--yes", "--skip-preview"]);
    assert.match(gone, /\[INITIAL_KEPT\]\s+row "Berlin", column "Agents": live 7/);
    assert.deepEqual(live(), { Berlin: { Opens: hostile, Agents: "7" } });
  });
});
