import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EngineError, NotAvailable } from "./errors.mjs";
import { isAlive, withLock } from "./lock.mjs";
import { isExecutable, LANGUAGE_HOST, PLUGIN_SHIM, PULUMI } from "./platform.mjs";
import { addPluginShim } from "./plugin-shim.mjs";
import { askVersion } from "./run.mjs";

const PROGRAMS = [PULUMI, LANGUAGE_HOST, PLUGIN_SHIM];
const FACTS = "engine.json";

/** The finished engine in `folder`, or undefined. `recipe` says what it must have been made of. */
export function readCached(folder, recipe) {
  try {
    const facts = JSON.parse(readFileSync(join(folder, FACTS), "utf8"));
    const binDir = join(folder, "bin");
    const usable = facts.recipe === recipe && PROGRAMS.every((name) => isExecutable(join(binDir, name)));
    return usable ? { binDir, version: facts.version, source: facts.source } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Has `fill(binDir)` make the engine in a folder of its own, which gets its real name only when it is complete and its
 * `pulumi` ran. `fill` returns the source. One process at a time; those that waited use the result.
 */
export async function fillCache(folder, recipe, { env, log }, fill) {
  makeRoot(dirname(folder));
  return withLock(`${folder}.lock`, log, async () => {
    const ready = readCached(folder, recipe);
    if (ready) return ready;
    removeAbandoned(folder);
    const draft = `${folder}.draft-${process.pid}`;
    try {
      const source = await fill(join(draft, "bin"));
      publish(draft, folder, recipe, { source, version: await askVersion(join(draft, "bin", PULUMI), env) });
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    return readCached(folder, recipe);
  });
}

/** What every way has in common: an empty folder before, the plugin shim and a check that it runs after. */
export async function fillBin(binDir, version, env, fill) {
  rmSync(binDir, { recursive: true, force: true });
  mkdirSync(binDir, { recursive: true });
  await fill(binDir);
  addPluginShim(binDir);
  const missing = PROGRAMS.find((name) => !isExecutable(join(binDir, name)));
  if (missing) throw new NotAvailable(`it brought no ${missing}`);
  const actual = await askVersion(join(binDir, PULUMI), env);
  if (actual !== version)
    throw new NotAvailable(`its pulumi ${actual ? `is ${actual}, not ${version}` : "does not run"}`);
}

function publish(draft, folder, recipe, facts) {
  writeFileSync(join(draft, FACTS), JSON.stringify({ ...facts, recipe }, null, 2));
  if (readCached(folder, recipe)) return;
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

/** Drafts of processes that were killed: 130 MB each. */
function removeAbandoned(folder) {
  const prefix = `${basename(folder)}.draft-`;
  const drafts = readdirSync(dirname(folder)).filter((name) => name.startsWith(prefix));
  const dead = drafts.filter((name) => !isAlive(Number(name.slice(prefix.length))));
  for (const name of dead) rmSync(join(dirname(folder), name), { recursive: true, force: true });
}

function makeRoot(root) {
  try {
    mkdirSync(root, { recursive: true });
  } catch (error) {
    throw new EngineError(
      `The engine cannot be kept in ${root} (${error.code}). Set PULUMI_ENGINE_CACHE_DIR to a folder that you may write to.`,
    );
  }
}
