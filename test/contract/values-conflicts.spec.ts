import { strict as assert } from "node:assert";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { ValuesBench } from "../helpers/values-bench";
import { captureLog, loudProvider } from "./values-log";
import { ProgramStack } from "./values-run";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, requests, stored, withBench } from "./values-bench";

const edit = (bench: ValuesBench, Store: string, column: string, value: string | null) =>
  bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

const provider = loudProvider();

describe("conflicts", function () {
  this.timeout(30_000);
  const base = { Berlin: { Opens: "09:00", Seats: 12 }, Paris: { Opens: "10:00", Seats: 8 } };

  it("names row, column, three values, time and Region, the reason and the exits; no cell is written", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows: base }));
      edit(bench, "Berlin", "Opens", "08:00");
      const rows = { Berlin: { Opens: "09:30", Seats: 13 }, Paris: { Opens: "10:30", Seats: 8 } };
      requests(bench);
      const { failure = "" } = await stack.up({ ...bench.inputs, rows });
      for (const part of [
        /row "Berlin", column "Opens" was edited/,
        /recorded {2}"09:00"\n +live {6}"08:00" {3}changed at \d{4}-\d\d-\d\dT.* in eu-central-1\n +desired {3}"09:30"/,
        /differs from what state records \(another writer, or an interrupted update\)/,
        /`pulumi refresh`/,
        /copy the live value into the program/,
        /declare it as null, or leave it out of the rows and add it to `ignore`/,
        /onConflict: "overwrite"/,
      ])
        assert.match(failure, part);
      assert.deepEqual([requests(bench).update, stored(bench).Paris], [undefined, { Opens: "10:00", Seats: "8" }]);
    }));

  it("the first run may change what was exported, but for what somebody has modified since", () =>
    withBench(async (bench) => {
      assertDone(await new VerbStack().up({ ...bench.inputs, rows: base }));
      const exportedAt = new Date().toISOString();
      await new Promise((done) => setTimeout(done, 5));
      edit(bench, "Paris", "Seats", "9");
      const from = `${bench.inputs.instanceId}/${bench.inputs.dataTableId}`;
      const program = (rows: ValuesInputs["rows"]) => ({ ...bench.inputs, exported: { at: exportedAt, from }, rows });
      const changed = { Berlin: { Opens: "09:30", Seats: 12 }, Paris: { Opens: "10:00", Seats: 10 } };
      requests(bench);
      const { failure = "" } = await new VerbStack().up(program(changed));
      assert.match(failure, /1 cell differs[^]*row "Paris", column "Seats" already exists, with a different value/);
      assert.match(failure, /`connect-data-tables export` writes their live values to a file/);
      assert.deepEqual([requests(bench).update, stored(bench).Berlin?.Opens], [undefined, "09:00"]);

      const stack = new VerbStack();
      assertDone(await stack.up(program({ ...changed, Paris: { Opens: "10:00", Seats: 9 } })));
      assert.deepEqual([requests(bench).update, stored(bench).Berlin?.Opens], [1, "09:30"]);
      edit(bench, "Berlin", "Opens", "08:00");
      const later = {
        ...program({ ...changed, Berlin: { Opens: "09:45" } }),
        exported: { at: new Date().toISOString(), from },
      };
      assert.match(
        (await stack.up(later)).failure ?? "",
        /row "Berlin", column "Opens" was edited/,
        "state knows better",
      );
    }));

  it("met during the apply: no further request, what was written is recorded, the rest follows once it is settled", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const rows = (opens: string) =>
        Object.fromEntries(Array.from({ length: 75 }, (_, i) => [`R${10 + i}`, { Opens: opens }]));
      const program = { ...bench.inputs, guard: false as const };
      assertDone(await stack.up({ ...program, rows: rows("a") }));
      const edits = [{ table: "Hours", keys: { Store: "R40" }, column: "Opens", value: "theirs" }];
      bench.simulator.setFaults({ kind: "edit", operation: "BatchUpdateDataTableValue", nth: 2, edits });
      requests(bench);
      const { failure = "" } = await stack.up({ ...program, rows: rows("b") }, { skipPreview: true });
      assert.match(failure, /49 other cells were written before it was found/);
      assert.equal(requests(bench).update, 2, "the third request is not sent");
      assert.equal(stored(bench).R40?.Opens, "theirs");
      assert.equal(Object.values(stack.state?.outputs.rows ?? {}).filter(({ Opens }) => Opens === "b").length, 49);
      assert.equal(stack.state?.outputs.rows?.R40?.Opens, "a", "the base stays");
      assert.ok((await stack.up({ ...program, rows: rows("b") })).failure, "and it stays a conflict");
      assertDone(await stack.up({ ...program, rows: { ...rows("b"), R40: { Opens: "theirs" } } }));
      assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
    }));

  /** One resource, whose provider is heard. */
  const heard = (bench: ValuesBench, more: Partial<ValuesInputs> = {}) => {
    const stack = new ProgramStack(provider);
    const up = async (rows: ValuesInputs["rows"], options: object = {}) => {
      const { failures } = await stack.up({ hours: { ...bench.inputs, ...more, rows } }, options);
      return failures.hours;
    };
    return { stack, up };
  };

  it("overwrite says what it replaced, also what was written after the plan, and nothing that was not written", () =>
    withBench(async (bench) => {
      const { up } = heard(bench, { onConflict: "overwrite" });
      assert.equal(await up(base), undefined);
      edit(bench, "Berlin", "Opens", "08:00");
      const edits = [{ table: "Hours", keys: { Store: "Paris" }, column: "Opens", value: "late" }];
      bench.simulator.setFaults({ kind: "edit", operation: "BatchUpdateDataTableValue", nth: 1, edits });
      const rows = { Berlin: { Opens: "09:30", Seats: 12 }, Paris: { Opens: "10:30", Seats: 8 } };
      const log = await captureLog(async () => assert.equal(await up(rows, { skipPreview: true }), undefined));
      assert.match(
        log,
        /will be replaced or removed \(onConflict: "overwrite"\); it is: \[REPLACED\]\n {2}row "Berlin", column "Opens": "08:00"/,
      );
      assert.match(
        log,
        /was replaced or removed \(onConflict: "overwrite"\); it was: \[REPLACED\]\n {2}row "Paris", column "Opens": "late"/,
      );
      assert.equal(log.split('row "Berlin", column "Opens": "08:00"').length, 2, "each value is listed once");
      assert.deepEqual(stored(bench), {
        Berlin: { Opens: "09:30", Seats: "12" },
        Paris: { Opens: "10:30", Seats: "8" },
      });
      edit(bench, "Berlin", "Opens", "07:00");
      bench.simulator.setDenied({ actions: ["BatchUpdateDataTableValue"] });
      const refused = await captureLog(async () => assert.ok(await up(base, { skipPreview: true })));
      assert.doesNotMatch(refused, /was replaced or removed/);
    }));

  it("overwrite says what it replaced although the answer was lost", () =>
    withBench(async (bench) => {
      const { up } = heard(bench, { onConflict: "overwrite" });
      assert.equal(await up(base), undefined);
      edit(bench, "Berlin", "Opens", "08:00");
      bench.simulator.setFaults({ kind: "lost-after", operation: "BatchUpdateDataTableValue", nth: 1 });
      const rows = { ...base, Berlin: { Opens: "09:30", Seats: 12 } };
      const log = await captureLog(async () => assert.equal(await up(rows, { skipPreview: true }), undefined));
      assert.match(log, /row "Berlin", column "Opens": "08:00"/);
    }));

  it("a delete that overwrites says what it removed", () =>
    withBench(async (bench) => {
      const { stack, up } = heard(bench, { onConflict: "overwrite" });
      assert.equal(await up(base), undefined);
      edit(bench, "Berlin", "Opens", "08:00");
      const log = await captureLog(async () => assert.deepEqual((await stack.up({})).failures, {}));
      assert.match(
        log,
        /1 value of another writer was replaced or removed .*it was: \[REPLACED\]\n {2}row "Berlin", column "Opens": "08:00"/,
      );
    }));

  it("an edit that no program change concerns is a warning, and stays the next run's to see", () =>
    withBench(async (bench) => {
      const { up } = heard(bench);
      assert.equal(await up(base), undefined);
      edit(bench, "Berlin", "Opens", "08:00");
      edit(bench, "Berlin", "Seats", null);
      const rows = { ...base, Paris: { Opens: "10:30", Seats: 8 } };
      const log = await captureLog(async () => assert.equal(await up(rows), undefined));
      assert.match(log, /2 values were edited outside of this program and left as they are/);
      assert.match(log, /column "Opens": recorded "09:00", live "08:00"\n.*column "Seats": recorded 12, live \(none\)/);
      assert.match((await up({ ...rows, Berlin: { Opens: "09:15", Seats: 12 } })) ?? "", /was edited/);
    }));

  for (const skipPreview of [true, false]) {
    it(`an edit is no consent after a failed \`up --refresh\`${skipPreview ? " --skip-preview" : ""}, whatever is retried`, () =>
      withBench(async (bench) => {
        const stack = new ProgramStack(provider);
        const program = (opens: string) => ({ hours: { ...bench.inputs, rows: { Berlin: { Opens: opens } } } });
        assert.deepEqual((await stack.up(program("09:00"))).failures, {});
        edit(bench, "Berlin", "Opens", "08:00");
        for (const refresh of [true, true, false, true]) {
          let failure = "";
          const log = await captureLog(async () => {
            failure = (await stack.up(program("09:30"), { refresh, skipPreview })).failures.hours ?? "";
          });
          assert.match(failure, /1 cell differs from what state records [^]*\[CONFLICT\]/);
          const shown = `${log}\n${failure}`.match(/column "Opens" was edited/g)?.length;
          assert.equal(shown, refresh && !skipPreview ? 2 : 1, "once in each process that meets it");
          assert.equal(stored(bench).Berlin?.Opens, "08:00");
        }
        assert.deepEqual(await stack.refresh(), {}, "a refresh of its own is");
        assert.deepEqual((await stack.up(program("09:30"))).failures, {});
        assert.equal(stored(bench).Berlin?.Opens, "09:30");
      }));
  }

  it("an edit is no consent in `up --refresh` after the resource was renamed by an alias", () =>
    withBench(async (bench) => {
      const stack = new ProgramStack();
      const program = (name: string, opens: string) => ({
        [name]: { ...bench.inputs, rows: { Berlin: { Opens: opens } } },
      });
      assert.deepEqual((await stack.up(program("hours", "09:00"))).failures, {});
      edit(bench, "Berlin", "Opens", "08:00");
      const { failures } = await stack.up(program("times", "09:30"), { refresh: true, aliases: { times: "hours" } });
      assert.match(failures.times ?? "", /\[CONFLICT\]/);
    }));
});
