/**
 * `npm run trace`: how much code a changed cell goes through. A table has two rows of two value columns, all in state and live; the program
 * changes one cell; the provider's check, diff and update are called once each, as the engine calls them, against the simulator over HTTP.
 *
 *   npm run trace                          the working tree
 *   npm run trace -- --at 347c9d1          a commit too, and how many times as much the working tree is
 *   npm run trace -- --declared            without arrow functions
 *   npm run trace -- --one-column          rows of one value column
 *   npm run trace -- --list                what was entered, by file, with how often
 *
 * What counts: a function, method or constructor, and an arrow function or function expression that is bound to a name (a constant, a
 * property, a member of a class), in a file under `src` but not under `src/simulator`. A callback without a name belongs to the function that
 * it is written in; accessors and what a file does when it is loaded do not count. A function is entered once for each call, so an async
 * function that goes on after an `await` is not entered again; where two run side by side, the changes of file are those of the order in
 * which they were entered. `runtime.ts` is loaded anew between the create and the change, so nothing is remembered of it.
 *
 * The files are instrumented while they are loaded, and only `src/runtime.ts` and `src/simulator` are named: every commit that has them can
 * be counted, whatever its folders are called.
 *
 * Commit 347c9d1 was once traced by hand: 244 functions in 56 files, 1,026 calls, 528 changes of file. That was a table of one value column,
 * and arrow functions did not count: with `--declared --one-column` this says 245, 56, 1,031 and 525. With both it says 280, 58, 1,588 and 727.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Counts, Trace } from "./trace-recorder";
import { here, withWorkTree } from "./work-tree";

const lines = [
  ["named functions", "functions"],
  ["files", "files"],
  ["calls", "calls"],
  ["changes of file", "changesOfFile"],
] as const satisfies readonly [string, keyof Counts][];

/** The trace of a repository, from a process of its own. */
export function traceOf(root: string, flags: readonly string[] = []): Trace {
  const args = ["--no-warnings", "--import", "tsx", join(__dirname, "trace-change.ts"), root, ...flags];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: here, encoding: "utf8" })) as Trace;
}

/** The counts as a table; a second trace stands before them, and how many times as much they are behind. */
export function shown(now: Counts, then?: { readonly commit: string; readonly trace: Counts }): string {
  const columns = lines.map(([title, member]) => {
    const [count, before] = [now[member], then?.trace[member]];
    const cells = before === undefined ? [count] : [before, count];
    return [title, ...cells.map(String), ...(before === undefined ? [] : [(count / before).toFixed(2)])];
  });
  const titles = then ? ["", then.commit.slice(0, 10), "here", "ratio"] : ["", "here"];
  const line = ([title = "", ...cells]: readonly string[]) =>
    `${title.padEnd(15)}${cells.map((cell) => cell.padStart(12)).join("")}`;
  return [titles, ...columns].map(line).join("\n");
}

/** What was entered, the busiest file first, and in it the busiest function. */
export function listed({ entered }: Pick<Trace, "entered">): string {
  const ranked = (counts: Readonly<Record<string, number>>) => Object.entries(counts).sort(([, a], [, b]) => b - a);
  const total = (functions: Readonly<Record<string, number>>) => Object.values(functions).reduce((a, b) => a + b, 0);
  const files = Object.entries(entered).sort(([, a], [, b]) => total(b) - total(a));
  const line = ([name, count]: [string, number]) => `${String(count).padStart(10)}  ${name.replace(/:\d+$/, "")}`;
  return files
    .map(([file, functions]) => [`${String(total(functions)).padStart(5)}  ${file}`, ...ranked(functions).map(line)])
    .flat()
    .join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      at: { type: "string" },
      declared: { type: "boolean" },
      "one-column": { type: "boolean" },
      list: { type: "boolean" },
    },
  });
  const flags = (["declared", "one-column"] as const).filter((name) => values[name]).map((name) => `--${name}`);
  const { at } = values;
  const then = at && { commit: at, trace: await withWorkTree(at, (root) => traceOf(root, flags)) };
  const now = traceOf(here, flags);
  if (values.list) console.log(`${listed(now)}\n`);
  console.log(shown(now, then || undefined));
}

if (require.main === module) void main();
