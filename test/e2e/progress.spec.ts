import { strict as assert } from "node:assert";
import { join } from "node:path";
import { startCommand } from "../helpers/project";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";
import { screenAfter } from "./progress-screen";

const names = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
const columns = {
  Store: { type: "TEXT", primary: true },
  ...Object.fromEntries(names.map((name) => [name, { type: "TEXT" } as const])),
} as const;
const rows = Array.from({ length: 100 }, (_, row) => ({
  Store: `Store ${row}`,
  ...Object.fromEntries(names.map((name) => [name, `${name} of ${row}`])),
}));

/** The size of the terminal that terminal.py opens. */
const terminal = { height: 50, width: 160 };
const line = /(\d+) of 1000 values, about \d+ s left/g;
/** Every tenth, and some more where nothing was said for a while. */
const mostLines = 12;

describe("progress of an apply of 1,000 values, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
    stack.declare({ hours: { rows, requestsPerSecond: 2, burst: 5 } });
  });
  after(() => stack?.close());

  it("in a terminal is a line that moves and is gone at the end", async () => {
    const command = [join(__dirname, "..", "helpers", "terminal.py"), "pulumi", "up", "--yes", "--skip-preview"];
    const env = { ...stack.project.env, TERM: "xterm-256color" };
    const { code, stdout, stderr } = await startCommand("python3", command, stack.project.folder, env).done;
    assert.equal(code, 0, stdout + stderr);
    const seen = [...new Set(valuesDone(stdout))];
    assert.ok(seen.length >= 5, `only ${seen.join(", ")}`);
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
      "the line goes forward",
    );
    const screen = screenAfter(stdout, terminal.height, terminal.width).join("\n");
    assert.match(screen, /^ {4}1000 values created, 0 updated, 0 deleted; \d+ requests, 0 retries, \d+\.\d s$/m);
    assert.doesNotMatch(screen, /of 1000 values/);
  });

  it("without one is a few lines in the log", async () => {
    const { code, all } = await stack.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    const { length } = valuesDone(all);
    assert.ok(length >= 5 && length <= mostLines, `${length} lines:\n${all}`);
    assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, []);
  });
});

function valuesDone(output: string): number[] {
  return [...output.matchAll(line)].map(([, done]) => Number(done));
}
