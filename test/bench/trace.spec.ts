import { strict as assert } from "node:assert";
import { resolve } from "node:path";
import { listed, shown, traceOf } from "../../bench/trace";
import { followed } from "../../bench/trace-recorder";

describe("npm run trace", function () {
  this.timeout(60_000);

  it("follows one changed cell through the verbs of this code", () => {
    const trace = traceOf(resolve(__dirname, "../.."));
    assert.ok(trace.files > 20, `${trace.files} files`);
    assert.ok(trace.functions > trace.files, `${trace.functions} functions in ${trace.files} files`);
    assert.ok(trace.calls > trace.functions, `${trace.calls} calls of ${trace.functions} functions`);
    assert.ok(trace.changesOfFile < trace.calls, `${trace.changesOfFile} changes of file in ${trace.calls} calls`);
  });

  it("counts what has a name: functions, methods, constructors, bound arrows; no callbacks and no accessors", () => {
    const source = `
      export function declared() { return [1].map((each) => each); }
      const arrow = (n: number) => ({ n });
      const given = { method() {}, member: async () => declared(), get accessor() { return 1; } };
      class Made { field = () => 1; constructor(readonly n: number) {} act() { return this.n; } }
      declared(); arrow(1); given.method(); void given.member(); given.accessor; new Made(1).act(); new Made(2).field();`;
    const entered: string[] = [];
    const enter = (file: string, name: string) => entered.push(`${file} ${name.split(":")[0]}`);
    const world = globalThis as { __connectDataTablesEnter?: unknown };
    world.__connectDataTablesEnter = enter;
    try {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- what the transformer made
      new Function("exports", followed(source, "a.ts"))({});
    } finally {
      delete world.__connectDataTablesEnter;
    }
    const names = "declared arrow method member declared constructor act constructor field";
    assert.deepEqual(
      entered,
      names.split(" ").map((name) => `a.ts ${name}`),
    );
  });

  it("shows two traces with their ratios", () => {
    const now = { functions: 150, files: 35, calls: 600, changesOfFile: 300 };
    const then = { functions: 300, files: 70, calls: 2400, changesOfFile: 900 };
    assert.equal(
      shown(now, { commit: "347c9d1", trace: then }),
      [
        "                    347c9d1        here       ratio",
        "named functions         300         150        0.50",
        "files                    70          35        0.50",
        "calls                  2400         600        0.25",
        "changes of file         900         300        0.33",
      ].join("\n"),
    );
  });

  it("lists what was entered, the busiest file and function first", () => {
    const entered = { "a.ts": { "one:5": 2 }, "core/b.ts": { "two:1": 1, "three:80": 30 } };
    assert.equal(
      listed({ entered }),
      ["   31  core/b.ts", "        30  three", "         1  two", "    2  a.ts", "         2  one"].join("\n"),
    );
  });
});
