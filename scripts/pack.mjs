// The package as people get it: packed by npm, and installed from that tarball. Tests and quickstart use nothing else, because a linked
// package hides what `files` and `exports` leave out. Both are kept in the user's cache, by content: what did not change takes no time.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./engine/run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Longer than any run that uses an installation. */
const UNUSED_MS = 3 * 3600 * 1000;
/** What the tarball is made of; nothing else may change it. */
const SOURCES = [
  ...["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"],
  ...["README.md", "CHANGELOG.md", "LICENSE", "scripts/clean.mjs", "scripts/bundle-plugin.mjs", "schema", "src"],
  ...["sdk", "docs/ci/github-actions.yml"],
];

/**
 * Packs a work tree with `npm pack`, in a copy: other processes may be using `dist`. Returns the path of the tarball. `from` is this work tree,
 * or that of another commit, which is built with the packages that are installed here unless it has its own.
 */
export async function packTarball({ log = console.error, env = process.env, from = root } = {}) {
  const sources = SOURCES.filter((name) => existsSync(join(from, name)));
  const content = sourceFiles(from, sources).flatMap((file) => [relative(from, file), readFileSync(file)]);
  const folder = join(cacheRoot(env), "packed", hashOf(content));
  return await keep(folder, isTarball, async (draft) => {
    log("Building and packing the package …");
    const copy = join(draft, "source");
    for (const name of sources) cpSync(join(from, name), join(copy, name), { recursive: true });
    const installed = [from, root].map((tree) => join(tree, "node_modules")).find((path) => existsSync(path));
    symlinkSync(installed, join(copy, "node_modules"), "junction");
    await npm(["pack", "--silent", "--pack-destination", draft], copy, env);
    rmSync(copy, { recursive: true });
  });
}

/**
 * Installs a tarball and further packages into a folder of the cache and returns that folder. A project that is put anywhere below it finds
 * them as in its own node_modules.
 */
export async function installTarball(tarball, others, { log = console.error, env = process.env } = {}) {
  const folder = join(cacheRoot(env), "installed", hashOf([readFileSync(tarball), ...others]));
  await keep(folder, isInstalled, async (draft) => {
    log("Installing the packed package …");
    writeFileSync(join(draft, "package.json"), JSON.stringify({ private: true }));
    const quiet = ["--loglevel=error", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline"];
    await npm(["install", ...quiet, tarball, ...others], draft, env);
  });
  return folder;
}

/** A short hash of a tarball's content. */
export function tarballHash(tarball) {
  return hashOf([readFileSync(tarball)]);
}

const isTarball = (folder) => {
  const name = existsSync(folder) && readdirSync(folder).find((file) => file.endsWith(".tgz"));
  return name ? join(folder, name) : undefined;
};
const isInstalled = (folder) => (existsSync(join(folder, "node_modules")) ? folder : undefined);

/** What `find` sees in `folder`; made there by `make(draft)` when there is nothing. The first of two processes wins. */
async function keep(folder, find, make) {
  const ready = find(folder);
  if (ready) {
    utimesSync(folder, new Date(), new Date());
    return ready;
  }
  removeOld(join(folder, ".."));
  const draft = `${folder}.draft-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await make(draft);
    if (!find(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return find(folder);
}

/** Every change of the source makes another folder of 160 MB; those that were not used lately are removed. */
function removeOld(folder) {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, name);
    // Another process may be removing the same one.
    const { mtimeMs = Infinity } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > UNUSED_MS) rmSync(path, { recursive: true, force: true });
  }
}

async function npm(args, cwd, env) {
  const { code, stdout, stderr } = await run("npm", args, { cwd, env, shell: process.platform === "win32" });
  if (code !== 0) throw new Error(`npm ${args[0]} failed in ${cwd}:\n${stdout}${stderr}`);
}

function sourceFiles(from, sources) {
  const below = (path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .flatMap((name) => below(join(path, name)))
      : [path];
  return sources.flatMap((name) => below(join(from, name)));
}

function hashOf(parts) {
  const hash = createHash("sha256").update(process.version);
  for (const part of parts) hash.update(part).update("\n");
  return hash.digest("hex").slice(0, 16);
}

function cacheRoot(env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-connect-data-tables");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await packTarball());
