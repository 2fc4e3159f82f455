import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { rememberStackConfig } from "../../src/provider/host/run";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, linesOf, program, requests, stored, withBench } from "./values-bench";
import { captureLog, loudProvider } from "./values-log";
import { ProgramStack } from "./values-run";

const provider = loudProvider();
const variable = "CONNECT_DATA_TABLES_RESOLVE";

const edit = (bench: ValuesBench, Store: string, column: string, value: string | null) =>
  bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

/** The lines that a conflict offers, of one way, as they stand in the message. */
const offered = (failure: string | undefined, way: string) =>
  linesOf(failure, /^ *export CONNECT/).filter((line) => line.includes(`"way":"${way}"`));

/** What a shell that ran the lines hands to `pulumi`. */
const pasted = (lines: readonly string[]) =>
  execFileSync("sh", ["-euc", `${lines.join("\n")}\nprintf %s "$${variable}"`], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  });

async function withEntries<T>(text: string, work: () => Promise<T>): Promise<T> {
  process.env[variable] = text;
  try {
    return await work();
  } finally {
    delete process.env[variable];
  }
}

describe("conflicts that are decided one cell at a time", function () {
  this.timeout(30_000);
  afterEach(() => rememberStackConfig({ get: () => undefined }));

  const base = { Berlin: { Opens: "09:00" }, Paris: { Opens: "10:00" }, Rome: { Opens: "11:00" } };
  const wanted = { Berlin: { Opens: "09:30" }, Paris: { Opens: "10:30" }, Rome: { Opens: "11:30" } };

  /** A stack whose cells in Berlin and Paris another writer has edited. */
  async function edited(bench: ValuesBench, more = {}) {
    const stack = new VerbStack();
    assertDone(await stack.up(program(bench, base, more)));
    edit(bench, "Berlin", "Opens", "b1");
    edit(bench, "Paris", "Opens", "p1");
    return stack;
  }

  it("the lines of the message, pasted into a shell, decide: one cell stays, one is written, nothing else is lost", () =>
    withBench(async (bench) => {
      const stack = await edited(bench);
      const { failure } = await stack.up(program(bench, wanted));
      const text = pasted([...offered(failure, "live").slice(0, 1), ...offered(failure, "program").slice(1)]);
      await withEntries(text, async () => assertDone(await stack.up(program(bench, wanted))));
      assert.deepEqual(stored(bench), { Berlin: { Opens: "b1" }, Paris: { Opens: "10:30" }, Rome: { Opens: "11:30" } });
      requests(bench);
      assertDone(await stack.up(program(bench, wanted)));
      assert.deepEqual(requests(bench), {});
      const refreshed = await stack.refresh();
      assert.deepEqual([refreshed.failure, refreshed.changed], [undefined, false]);
    }));

  it("one decision leaves the other conflict, and nothing is written", () =>
    withBench(async (bench) => {
      const stack = await edited(bench);
      const { failure } = await stack.up(program(bench, wanted));
      const result = await withEntries(pasted(offered(failure, "program").slice(0, 1)), () =>
        stack.up(program(bench, wanted)),
      );
      assert.match(result.failure ?? "", /1 cell differs[^]*row "Paris"/);
      assert.deepEqual(stored(bench), { Berlin: { Opens: "b1" }, Paris: { Opens: "p1" }, Rome: { Opens: "11:00" } });
    }));

  it("a cell that was left stays, and is drift, until the program or the live value changes again", () =>
    withBench(async (bench) => {
      const stack = await edited(bench);
      const { failure } = await stack.up(program(bench, wanted));
      await withEntries(pasted(offered(failure, "live")), async () =>
        assertDone(await stack.up(program(bench, wanted))),
      );
      const next = { ...wanted, Rome: { Opens: "12:00" } };
      assertDone(await stack.up(program(bench, next)));
      assert.deepEqual(stored(bench).Berlin, { Opens: "b1" });
      const changed = await stack.up(program(bench, { ...next, Berlin: { Opens: "09:45" } }));
      assert.match(changed.failure ?? "", /1 cell differs[^]*row "Berlin", column "Opens"/);
      assert.match(changed.failure ?? "", /decide again about a cell that an earlier decision left to others/);
      assert.doesNotMatch(changed.failure ?? "", /accept what is live/, "a refresh keeps the decision");
      edit(bench, "Paris", "Opens", "p2");
      const other = await stack.up(program(bench, { ...next, Rome: { Opens: "12:30" } }));
      assert.match(other.failure ?? "", /1 cell differs[^]*row "Paris", column "Opens"[^]*accept what is live/);
      assert.deepEqual(stored(bench).Rome, { Opens: "12:00" });
    }));

  it("a refresh tells what was left, and keeps the decision; one that finds another value takes it", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      await stack.up({ values: program(bench, base) });
      edit(bench, "Berlin", "Opens", "b1");
      const { failures } = await stack.up({ values: program(bench, wanted) });
      await withEntries(pasted(offered(failures.values, "live")), async () => {
        assert.deepEqual((await stack.up({ values: program(bench, wanted) })).failures, {});
      });
      const log = await captureLog(async () => assert.deepEqual(await stack.refresh(), {}));
      assert.match(log, /\[DRIFT\]\n *row "Berlin", column "Opens": recorded "09:30", live "b1"/);
      assert.deepEqual((await stack.up({ values: program(bench, wanted) })).failures, {});
      assert.equal(stored(bench).Berlin?.Opens, "b1");
      edit(bench, "Berlin", "Opens", "b2");
      await stack.refresh();
      assert.deepEqual((await stack.up({ values: program(bench, wanted) })).failures, {});
      assert.equal(stored(bench).Berlin?.Opens, "09:30");
    }));

  it("a decision names the live value: after another edit it decides nothing, and that is said", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      await stack.up({ values: program(bench, base) });
      edit(bench, "Berlin", "Opens", "b1");
      const { failures } = await stack.up({ values: program(bench, wanted) });
      edit(bench, "Berlin", "Opens", "b2");
      const text = pasted(offered(failures.values, "program"));
      const log = await withEntries(text, () =>
        captureLog(async () => {
          const again = await stack.up({ values: program(bench, wanted) });
          assert.match(again.failures.values ?? "", /live {6}"b2"/);
        }),
      );
      assert.match(log, /does not decide this conflict: what it names is not live any more.*\[RESOLVE_UNUSED\]/);
      assert.equal(stored(bench).Berlin?.Opens, "b2");
      const settled = await withEntries(text, () =>
        captureLog(async () => {
          assert.deepEqual((await stack.up({ values: program(bench, base) })).failures, {});
        }),
      );
      assert.match(settled, /decides nothing: the cell is not in conflict\. \[RESOLVE_UNUSED\]/);
    }));

  it("hostile values survive the shell", () =>
    withBench(async (bench) => {
      const hostile = [
        `it's "quoted"  $(touch x) \`id\` $HOME \\n \\`,
        "two\nlines\ttab",
        "日本 é e\u0301 \u202e\u0007 \u00a0 😀",
        "!!",
        "-n",
      ];
      for (const value of hostile) {
        const stack = new VerbStack();
        const keys = { "O'Brien \\| $(id)": { Opens: "a" } };
        assertDone(await stack.up(program(bench, keys)));
        bench.simulator.edit({ table: "Hours", keys: { Store: "O'Brien | $(id)" }, column: "Opens", value });
        const next = { "O'Brien \\| $(id)": { Opens: "b" } };
        const { failure } = await stack.up(program(bench, next));
        await withEntries(pasted(offered(failure, "program")), async () => {
          assertDone(await stack.up(program(bench, next)));
        });
        assert.equal(stored(bench)["O'Brien | $(id)"]?.Opens, "b");
        await stack.destroy();
      }
    }));

  it("a secret is named by its lock version, and never shown", () =>
    withBench(async (bench) => {
      const sensitive = ["Opens"];
      const stack = await edited(bench, { sensitive });
      const { failure = "" } = await stack.up(program(bench, wanted, { sensitive }));
      assert.doesNotMatch(failure, /"b1"|"p1"/);
      assert.match(failure, /"way":"live","lockVersion":"[^"]+"\},'/);
      await withEntries(
        pasted([...offered(failure, "live").slice(0, 1), ...offered(failure, "program").slice(1)]),
        async () => assertDone(await stack.up(program(bench, wanted, { sensitive }))),
      );
      assert.deepEqual([stored(bench).Berlin?.Opens, stored(bench).Paris?.Opens], ["b1", "10:30"]);
      assert.doesNotMatch(JSON.stringify(stack.state), /"b1"/);
      const next = { ...wanted, Rome: { Opens: "r" } };
      assertDone(await stack.up(program(bench, next, { sensitive })));
      edit(bench, "Berlin", "Opens", "b2");
      const again = await stack.up(program(bench, { ...next, Rome: { Opens: "s" } }, { sensitive }));
      assert.match(again.failure ?? "", /row "Berlin", column "Opens"/);
      const shown = JSON.stringify({ resource: "values", row: "Berlin", column: "Opens", way: "live", live: "b2" });
      const refused = await withEntries(shown, () =>
        stack.up(program(bench, { ...next, Rome: { Opens: "s" } }, { sensitive })),
      );
      assert.match(refused.failure ?? "", /shows a value, but the cell is a secret\. \[INVALID_RESOLVE\]/);
    }));

  it("a cell that is missing, new or to be deleted is decided too", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up(program(bench, base)));
      edit(bench, "Berlin", "Opens", null);
      edit(bench, "Paris", "Opens", "p1");
      edit(bench, "Oslo", "Opens", "o1");
      const next = { Berlin: { Opens: "09:30" }, Rome: base.Rome, Oslo: { Opens: "o" } };
      const { failure } = await stack.up(program(bench, next));
      assert.equal(offered(failure, "live").length, 3);
      await withEntries(pasted(offered(failure, "live")), async () => assertDone(await stack.up(program(bench, next))));
      assert.deepEqual(stored(bench), { Oslo: { Opens: "o1" }, Paris: { Opens: "p1" }, Rome: { Opens: "11:00" } });
      assertDone(await stack.up(program(bench, { Rome: { Opens: "12:00" } })));
      assert.deepEqual(stored(bench), { Oslo: { Opens: "o1" }, Paris: { Opens: "p1" }, Rome: { Opens: "12:00" } });
    }));

  it("up --refresh, overwrite mode, a replacement and a destroy go by the decisions as well", () =>
    withBench(async (bench) => {
      const stack = await edited(bench);
      const { failure } = await stack.up(program(bench, wanted));
      const [ofBerlin, ofParis] = [offered(failure, "live")[0] ?? "", offered(failure, "program")[1] ?? ""];
      const text = pasted([ofBerlin, ofParis]);
      await withEntries(text, async () => assertDone(await stack.up(program(bench, wanted), { refresh: true })));
      assert.deepEqual([stored(bench).Berlin?.Opens, stored(bench).Paris?.Opens], ["b1", "10:30"]);
      edit(bench, "Paris", "Opens", "p2");
      const overwrite = { onConflict: "overwrite" } as const;
      const leave = JSON.stringify({ resource: "values", row: "Paris", column: "Opens", way: "live", live: "p2" });
      const next = { ...wanted, Paris: { Opens: "x" } };
      await withEntries(leave, async () => assertDone(await stack.up(program(bench, next, overwrite))));
      assert.equal(stored(bench).Paris?.Opens, "p2");
      edit(bench, "Rome", "Opens", "r1");
      const destroyed = await stack.up(program(bench, next));
      assertDone(destroyed);
      const refused = await stack.destroy();
      assert.match(refused.failure ?? "", /1 cell differs[^]*row "Rome"/);
      await withEntries(pasted(offered(refused.failure, "live")), async () => assertDone(await stack.destroy()));
      assert.deepEqual(stored(bench), { Berlin: { Opens: "b1" }, Paris: { Opens: "p2" }, Rome: { Opens: "r1" } });
    }));

  it("the refresh of an up with a decision is not told as an earlier one that accepted the value", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      await stack.up({ values: program(bench, base) });
      edit(bench, "Berlin", "Opens", "b1");
      const { failures } = await stack.up({ values: program(bench, wanted) });
      const text = pasted(offered(failures.values, "live"));
      const log = await withEntries(text, () =>
        captureLog(async () => {
          const options = { refresh: true, skipPreview: true };
          assert.deepEqual((await stack.up({ values: program(bench, wanted) }, options)).failures, {});
        }),
      );
      assert.match(log, /\[DRIFT\]\n *row "Berlin"/);
      assert.doesNotMatch(log, /REPLACED/);
      assert.equal(stored(bench).Berlin?.Opens, "b1");
    }));

  it("a killed update after a decision: what was written is found, what was to stay is asked again", () =>
    withBench(async (bench) => {
      const stack = await edited(bench);
      const { failure } = await stack.up(program(bench, wanted));
      const text = pasted([...offered(failure, "live").slice(0, 1), ...offered(failure, "program").slice(1)]);
      const before = structuredClone(stack.state);
      await withEntries(text, async () => assertDone(await stack.up(program(bench, wanted))));
      stack.state = before;
      const again = await stack.up(program(bench, wanted));
      assert.match(again.failure ?? "", /1 cell differs[^]*row "Berlin", column "Opens" was edited/);
      await withEntries(text, async () => assertDone(await stack.up(program(bench, wanted))));
      assert.deepEqual(stored(bench), { Berlin: { Opens: "b1" }, Paris: { Opens: "10:30" }, Rome: { Opens: "11:30" } });
    }));

  it("a replacement goes by the decisions", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      await stack.up({ values: program(bench, base) });
      edit(bench, "Berlin", "Opens", "b1");
      edit(bench, "Paris", "Opens", "p1");
      const options = { replace: ["values"] };
      const { failures } = await stack.up({ values: program(bench, wanted) }, options);
      const text = pasted([
        ...offered(failures.values, "live").slice(0, 1),
        ...offered(failures.values, "program").slice(1),
      ]);
      await withEntries(text, async () => {
        assert.deepEqual((await stack.up({ values: program(bench, wanted) }, options)).failures, {});
      });
      assert.deepEqual(stored(bench), { Berlin: { Opens: "b1" }, Paris: { Opens: "10:30" }, Rome: { Opens: "11:30" } });
      const next = { ...wanted, Rome: { Opens: "12:00" } };
      assert.deepEqual((await stack.up({ values: program(bench, next) })).failures, {});
      assert.equal(stored(bench).Berlin?.Opens, "b1");
    }));

  it("the stack's configuration decides as the environment does; what cannot be read is refused", () =>
    withBench(async (bench) => {
      const stack = await edited(bench);
      const entry = (row: string, live: string) => ({ resource: "values", row, column: "Opens", way: "program", live });
      const config = new Map([
        ["connect-data-tables:resolve", JSON.stringify([entry("Berlin", "b1"), entry("Paris", "p1")])],
      ]);
      rememberStackConfig({ get: (key) => config.get(key) });
      assertDone(await stack.up(program(bench, wanted)));
      assert.deepEqual(stored(bench), {
        Berlin: { Opens: "09:30" },
        Paris: { Opens: "10:30" },
        Rome: { Opens: "11:30" },
      });
      config.clear();
      for (const [text, says] of [
        ["{", /CONNECT_DATA_TABLES_RESOLVE: it is not a list of JSON objects[^]*between its single quotes/],
        ['{"resource":"values"}', /entry 1 lacks "row", a string/],
        [JSON.stringify({ ...entry("Berlin", "b"), way: "mine" }), /entry 1 lacks "way": "live" or "program"/],
        [JSON.stringify({ ...entry("Berlin", "b"), liv: 1 }), /entry 1 has an unknown member: "liv"/],
        [JSON.stringify([entry("Rome", "x"), { ...entry("Rome", "x"), way: "live" }]), /choose different ways/],
      ] as const) {
        const { failure = "" } = await withEntries(text, () => stack.preview(program(bench, wanted)));
        assert.match(failure, says);
        assert.match(failure, /\[INVALID_RESOLVE\]/);
      }
    }));
});
