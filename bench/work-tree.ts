/** A commit of this repository beside the working tree, to compare with. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The folder of this repository. */
export const here = resolve(__dirname, "..");

/** Does something with a work tree of a commit, which has the packages that are installed here; it is removed afterwards. */
export async function withWorkTree<T>(commit: string, work: (root: string) => T | Promise<T>): Promise<T> {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: here, stdio: "pipe" });
  const folder = mkdtempSync(join(tmpdir(), "work-tree-"));
  const root = join(folder, "tree");
  try {
    git("worktree", "add", "--detach", root, commit);
    symlinkSync(join(here, "node_modules"), join(root, "node_modules"));
    return await work(root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    git("worktree", "prune");
  }
}
