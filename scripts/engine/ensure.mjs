import { join } from "node:path";
import { buildFromGo } from "./build-from-go.mjs";
import { fillBin, fillCache, readCached } from "./cache.mjs";
import { ARCHIVE, CHECKSUMS, downloadRelease } from "./download-release.mjs";
import { EngineError } from "./errors.mjs";
import { cacheRoot, PLATFORM } from "./platform.mjs";
import { fingerprint, linkInto, lookOnPath } from "./use-path.mjs";
import { ENGINE_VERSION, LANGUAGE_HOST_VERSION, OLDEST_ENGINE, OLDEST_GO } from "./versions.mjs";

const RECIPE = `pulumi ${ENGINE_VERSION}, language host ${LANGUAGE_HOST_VERSION}`;
const WAYS = [
  { source: "release", title: "the official release", fill: downloadRelease },
  { source: "build", title: "a build from Go modules", fill: buildFromGo },
];

/**
 * Makes a `pulumi` with its Node language host available: the person's own, or else a cached one, or else the official
 * release, or else a build. Returns the folder that has to be first on PATH.
 */
export async function ensureEngine({ log = console.error, env = process.env } = {}) {
  const own = await usePath({ env, log });
  if (own.engine) return own.engine;
  const folder = join(cacheRoot(env), `${ENGINE_VERSION}-${PLATFORM}`);
  const fill = (binDir) => fillByFirstWay(binDir, own.reason, { env, log });
  return readCached(folder, RECIPE) ?? (await fillCache(folder, RECIPE, { env, log }, fill));
}

async function usePath({ env, log }) {
  try {
    const own = await lookOnPath(env);
    if (own.complete) return { engine: { binDir: own.folder, version: own.version, source: "path" } };
    return { engine: await linkedCopy(own, { env, log }) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** For a `pulumi` whose helpers are not all beside it. */
async function linkedCopy(own, { env, log }) {
  const name = `${own.version}-${PLATFORM}-from-path-${fingerprint(own)}`;
  const folder = join(cacheRoot(env), name);
  const fill = async (binDir) => {
    await fillBin(binDir, own.version, env, () => linkInto(binDir, own));
    return "path";
  };
  return readCached(folder, name) ?? (await fillCache(folder, name, { env, log }, fill));
}

async function fillByFirstWay(binDir, pathReason, { env, log }) {
  const reasons = [`pulumi on PATH: ${pathReason}`];
  for (const { source, title, fill } of WAYS) {
    log(`Trying ${title} of pulumi ${ENGINE_VERSION} …`);
    try {
      await fillBin(binDir, ENGINE_VERSION, env, () => fill(binDir, { env, log }));
      return source;
    } catch (error) {
      reasons.push(`${title}: ${reasonOf(error)}`);
      log(`  not possible: ${reasonOf(error)}`);
    }
  }
  throw new EngineError(noneWorks(reasons));
}

/** Everything but an `EngineError` leaves the next way open: a full disk, say, or a missing `tar`. */
function reasonOf(error) {
  if (error instanceof EngineError) throw error;
  return error.message;
}

function noneWorks(reasons) {
  return [
    "No working pulumi could be set up. Tried, in this order:",
    ...reasons.map((reason, index) => `  ${index + 1}. ${reason}`),
    "Do one of these, then run `npm run engine` again:",
    `  - install pulumi ${OLDEST_ENGINE} or newer, so that \`pulumi version\` works in this shell`,
    `  - set PULUMI_ENGINE_BASE_URL to a mirror that has ${ARCHIVE} and ${CHECKSUMS}`,
    `  - install Go ${OLDEST_GO} or newer, with access to a Go module proxy`,
  ].join("\n");
}
