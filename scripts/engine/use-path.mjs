import { copyFileSync, linkSync, openSync, readSync, closeSync, realpathSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { NotAvailable } from "./errors.mjs";
import { findOnPath, isExecutable, LANGUAGE_HOST, PLUGIN_SHIM, PULUMI } from "./platform.mjs";
import { askVersion } from "./run.mjs";
import { isAtLeast, OLDEST_ENGINE } from "./versions.mjs";

/** The person's own `pulumi`, with all that is needed to use it. `complete`: its folder can be used as it is. */
export async function lookOnPath(env) {
  const found = findOnPath(PULUMI, env);
  if (!found) throw new NotAvailable("there is none");
  const version = await askVersion(found, env);
  if (!version) throw new NotAvailable(`${found} does not run`);
  if (!isAtLeast(version, OLDEST_ENGINE)) throw new NotAvailable(`${found} is ${version}, older than ${OLDEST_ENGINE}`);
  return withHelpers(found, version, env);
}

function withHelpers(found, version, env) {
  const pulumi = realpathSync(found);
  const folder = dirname(pulumi);
  const beside = [folder, dirname(found)].map((each) => join(each, LANGUAGE_HOST)).find(isExecutable);
  const host = beside ?? findOnPath(LANGUAGE_HOST, env);
  if (!host) throw new NotAvailable(`${found} has no ${LANGUAGE_HOST} beside it or on PATH`);
  const complete = isExecutable(join(folder, LANGUAGE_HOST)) && isExecutable(join(folder, PLUGIN_SHIM));
  if (!complete && isScript(pulumi)) throw new NotAvailable(`${found} is a script that starts the real one elsewhere`);
  return { pulumi, host: realpathSync(host), version, folder, complete };
}

/** Names the linked copy, so that an upgrade in place gets a new one. */
export function fingerprint({ pulumi, host }) {
  const facts = [pulumi, host].map((file) => [file, statSync(file).size, statSync(file).mtimeMs]);
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 8);
}

/**
 * Hard links, not symbolic ones: `pulumi` resolves those, looks for its helpers in the folder that the link points to,
 * and warns about the ones that it finds elsewhere.
 */
export function linkInto(binDir, { pulumi, host }) {
  linkOrCopy(pulumi, join(binDir, PULUMI));
  linkOrCopy(host, join(binDir, LANGUAGE_HOST));
}

function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // another file system, or one without hard links
  }
}

function isScript(file) {
  const start = Buffer.alloc(2);
  const handle = openSync(file, "r");
  readSync(handle, start);
  closeSync(handle);
  return start.toString() === "#!";
}
