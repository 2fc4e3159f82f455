import { strict as assert } from "node:assert";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, requests, stored, withBench } from "./values-bench";
import { captureLog, loudProvider } from "./values-log";
import { ProgramStack } from "./values-run";

const provider = loudProvider();

describe("what a check finds", function () {
  this.timeout(30_000);

  /** The lines of a refused preview that carry a code, without the code's brackets. */
  async function refused(bench: ValuesBench, change: Partial<ValuesInputs>): Promise<string[]> {
    const { failure = "" } = await new VerbStack().preview({ ...bench.inputs, ...change });
    return failure.split("\n").filter((line) => /\[[A-Z_]+\]$/.test(line));
  }

  it("every problem at once, with row, column and what to do", () =>
    withBench(async (bench) => {
      const rows = {
        Berlin: { Opens: 5, Seats: "twelve", Fax: "x" },
        Paris: {},
        Rome: { Opens: "=1+1", Note: { expression: "1" } },
      };
      const { failure = "" } = await new VerbStack().preview({
        ...bench.inputs,
        rows: rows,
        defaults: { Store: "x" },
      });
      assert.match(failure, /^7 problems with data table /);
      for (const line of [
        /row "Berlin", column "Opens": the number 5 does not fit a column of type TEXT\. \[WRONG_TYPE\]\n {2}Use a string\./,
        /row "Berlin", column "Seats": the string "twelve" is not a decimal number.*\[NOT_A_NUMBER\]/,
        /row "Berlin", column "Fax": the table has no column of this name\. \[UNKNOWN_COLUMN\]\n {2}The table has: Opens, Seats, Note\./,
        /row "Paris": the row has key columns only, and the service has no way to create such a row\. \[ROW_WITHOUT_VALUES\]/,
        /row "Rome", column "Opens": the string "=1\+1" begins with "=", and the service would evaluate it as an expression\. \[LITERAL_EXPRESSION\]/,
        /row "Rome", column "Note": the expression "1" does not begin with "="\. \[INVALID_EXPRESSION\]/,
        /row "\(default record\)", column "Store": a key column has no value in the default record\. \[KEY_IN_DEFAULTS\]/,
      ])
        assert.match(failure, line);
      assert.deepEqual(stored(bench), {});
    }));

  it("what is declared and ignored, declared twice for the service, or named in no allowed way", () =>
    withBench(
      async (bench) => {
        const rows = { BERLIN: { Opens: "b" }, Berlin: { Opens: "a" } };
        const one = { Berlin: { Opens: "a" } };
        assert.match(
          (await refused(bench, { rows })).join(),
          /row "Berlin": in the table, this is the same row as "BERLIN".*\[DUPLICATE_ROW\]/,
        );
        assert.match(
          (await refused(bench, { rows: one, ignore: { rows: ["Ber*"] } })).join(),
          /\[IGNORED_AND_DECLARED\]/,
        );
        assert.match(
          (await refused(bench, { rows: one, ownership: "mine" as never })).join(),
          /ownership is "mine"\. \[INVALID_SETTING\]/,
        );
        assert.match((await refused(bench, { rows: one, onConflict: "win" as never })).join(), /onConflict is "win"/);
        assert.match((await refused(bench, { rows: one, valueQuota: -1 })).join(), /valueQuota is -1/);
        assert.match(
          (await refused(bench, { rows: one, guard: { minimumRows: "x" as never } })).join(),
          /guard\.minimumRows is "x"/,
        );
        assert.match((await refused(bench, { rows: one, batchSize: 0 })).join(), /batchSize is 0/);
        assert.match((await refused(bench, { rows: one, primaryAttributes: [] })).join(), /\[MISSING_KEY\]/);
      },
      {
        columns: { Store: { type: "TEXT", primary: true, validation: { IgnoreCase: true } }, Opens: { type: "TEXT" } },
      },
    ));

  it("a sensitive column that does not exist, before its secret lies open", () =>
    withBench(async (bench) => {
      const rows = { Berlin: { Opens: "a" } };
      assert.deepEqual(await refused(bench, { rows, sensitive: ["opens", "Store", "Note"] }), [
        'column "Store": a key column cannot be sensitive: a row is named by its key. [INVALID_SETTING]',
        'column "opens": `sensitive` names it, but the table has no column of this name. [UNKNOWN_COLUMN]',
      ]);
    }));

  it("a table that somebody has deleted, with the way out", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      const args = (Opens: string) => ({ a: { ...bench.inputs, rows: { Berlin: { Opens } } } });
      assert.deepEqual((await stack.up(args("a"))).failures, {});
      bench.simulator.edit({ table: "Hours", deleteTable: true });
      const log = await captureLog(async () => void (await stack.preview(args("b"))));
      const { failures } = await stack.up(args("b"));
      assert.match(
        log,
        /the live table, which was not found\. \[TABLE_GONE\]\n.*ResourceNotFoundException.*`pulumi refresh`/,
      );
      assert.match(
        failures.a ?? "",
        /ResourceNotFoundException: .* \[TABLE_GONE\]\n {2}If someone else deleted .*`pulumi refresh`/,
      );
    }));

  it("and what it asks for that is logged, each request with its id, where debugging is on", () =>
    withBench(async (bench) => {
      const log = await captureLog(async () => {
        assert.deepEqual(
          (await new ProgramStack(provider).up({ a: { ...bench.inputs, rows: { Berlin: { Opens: "a" } } } })).failures,
          {},
        );
      });
      const lines = log.split("\n").filter((line) => line.includes(" request id "));
      assert.ok(lines.length >= 4, log);
      for (const line of lines) assert.match(line, /^connect-data-tables: \w+ ok \d+ ms, request id (?!none)\S+$/);
    }));

  it("the quota, as a warning; the foreign values that exclusive mode would delete; edits that stay", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      const rows = manyRows(20, () => ({ Opens: "09:00" }));
      const args = { ...bench.inputs, sensitive: ["Note"] };
      assert.deepEqual((await stack.up({ a: { ...args, rows } })).failures, {});
      bench.simulator.edit({ table: "Hours", keys: { Store: "F1" }, column: "Opens", value: "07:00" });
      bench.simulator.edit({ table: "Hours", keys: { Store: "F1" }, column: "Note", value: "hush" });
      const log = await captureLog(async () => {
        const wide = { ...rows, ...manyRows(30, () => ({ Opens: "09:00" })) };
        const { failures } = await stack.preview({
          a: { ...args, rows: wide, ownership: "exclusive", valueQuota: 25 },
        });
        assert.deepEqual(failures, {});
      });
      assert.match(log, /the table would hold 30 values, but its quota is 25\. \[OVER_QUOTA\]/);
      assert.match(
        log,
        /2 values that this program does not declare will be deleted .*: \[REPLACED\]\n {2}row "F1", column "Note": \[secret\]\n {2}row "F1", column "Opens": "07:00"/,
      );
    }));

  it("reads nothing where nothing changed, and not more than it needs", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const rows = manyRows(30, () => ({ Opens: "09:00" }));
      assertDone(await stack.up({ ...bench.inputs, rows }));
      requests(bench);
      assertDone(await stack.preview({ ...bench.inputs, rows, guard: false, batchSize: 7 }));
      assert.deepEqual(requests(bench), {});
      assertDone(await stack.preview({ ...bench.inputs, rows: { ...rows, R001: { Opens: "10:00" } } }));
      assert.deepEqual(requests(bench), { attributes: 1, list: 1 });
    }));

  it("says how many requests were sent and retried", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack(provider);
      bench.simulator.setFaults({ kind: "throttle", operation: "BatchCreateDataTableValue", nth: 1, times: 2 });
      const log = await captureLog(async () => {
        const { failures } = await stack.up(
          { a: { ...bench.inputs, rows: { Berlin: { Opens: "09:00" } } } },
          { skipPreview: true },
        );
        assert.deepEqual(failures, {});
      });
      assert.match(log, /1 value created, 0 updated, 0 deleted; 5 requests, 2 retries, [\d.]+ s/);
      assert.match(log, /connect-data-tables: BatchCreateDataTableValue ThrottlingException \d+ ms, request id [\w-]+/);
    }));

  it("names the request of every refused value", () =>
    withBench(async (bench) => {
      bench.simulator.setLimits({ textLength: 10 });
      const { failure } = await new VerbStack().up({ ...bench.inputs, rows: { Berlin: { Opens: "x".repeat(11) } } });
      assert.match(failure ?? "", /row "Berlin", column "Opens" was not created: .* \(request id [\w-]+\)/);
    }));

  it("takes an empty text for a key like any other", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const program = { ...bench.inputs, guard: false as const };
        const rows = { " | ": { Opens: "1" }, "DE | ": { Opens: "2" }, " | Berlin": { Opens: "3" } };
        assertDone(await stack.up({ ...program, rows }));
        assert.deepEqual(stored(bench), { "/": { Opens: "1" }, "DE/": { Opens: "2" }, "/Berlin": { Opens: "3" } });
        const moved = [{ from: " | ", to: " | Rome" }];
        const changed = { " | Rome": { Opens: "1" }, " | Berlin": { Opens: "4" } };
        assertDone(await stack.up({ ...program, rows: changed, moved }));
        assert.deepEqual(stored(bench), { "/Rome": { Opens: "1" }, "/Berlin": { Opens: "4" } });
        assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
        assertDone(await stack.destroy());
      },
      {
        columns: {
          Country: { type: "TEXT", primary: true },
          Store: { type: "TEXT", primary: true },
          Opens: { type: "TEXT" },
        },
      },
    ));
});
