/**
 * `npm run trace`: how much code a changed cell goes through. `npm run trace -- --at <commit>` counts another commit too and compares.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { traceChange } from "./trace-change";
import type { Trace } from "./trace-recorder";

const here = resolve(__dirname, "..");

/** The trace of a repository, from a process of its own. */
export function traceOf(root: string): Trace {
  const args = ["--import", "tsx", __filename, "--root", root];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: here, encoding: "utf8" })) as Trace;
}

/** The trace of a commit, from a work tree that is removed afterwards. */
export function traceAt(commit: string): Trace {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
  const folder = mkdtempSync(join(tmpdir(), "trace-"));
  const root = join(folder, "tree");
  git("worktree", "add", "--detach", root, commit);
  try {
    symlinkSync(join(here, "node_modules"), join(root, "node_modules"));
    return traceOf(root);
  } finally {
    git("worktree", "remove", "--force", root);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The counts as a table; with a second trace beside it, and how many times as much this one is. */
export function shown(now: Trace, then?: { readonly commit: string; readonly trace: Trace }): string {
  const rows = [
    ["", ...(then ? [then.commit.slice(0, 12)] : []), "here", ...(then ? ["ratio"] : [])],
    ...(
      [
        ["named functions", "functions"],
        ["files", "files"],
        ["calls", "calls"],
        ["changes of file", "changesOfFile"],
      ] as const
    ).map(([title, member]) => [
      title,
      ...(then ? [String(then.trace[member])] : []),
      String(now[member]),
      ...(then ? [(now[member] / then.trace[member]).toFixed(2)] : []),
    ]),
  ];
  return rows.map(([title = "", ...cells]) => title.padEnd(16) + cells.map((cell) => cell.padStart(14)).join("")).join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { at: { type: "string" }, root: { type: "string" } } });
  if (values.root !== undefined) {
    process.stdout.write(JSON.stringify(await traceChange(values.root)));
    return;
  }
  const then = values.at === undefined ? undefined : { commit: values.at, trace: traceAt(values.at) };
  console.log(shown(traceOf(here), then));
}

if (require.main === module) void main();
