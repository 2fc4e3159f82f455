import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { clearTimeout } from "node:timers";
import { EngineError, NotAvailable } from "./errors.mjs";
import { ARCHIVE_SUFFIX, PLATFORM, PULUMI } from "./platform.mjs";
import { run, withHeartbeat } from "./run.mjs";
import { ENGINE_VERSION } from "./versions.mjs";

const OFFICIAL = "https://get.pulumi.com/releases/sdk/";
const CONNECT_MS = 5_000;
const STALL_MS = 30_000;

export const ARCHIVE = `pulumi-v${ENGINE_VERSION}-${PLATFORM}.${ARCHIVE_SUFFIX}`;
export const CHECKSUMS = `pulumi-${ENGINE_VERSION}-checksums.txt`;

/** Fetches the release archive, compares it with the checksums of the release, and unpacks it into `binDir`. */
export async function downloadRelease(binDir, { env, log }) {
  const expected = expectedChecksum(await fetchText(releaseUrl(CHECKSUMS, env)));
  const archive = join(binDir, ARCHIVE);
  const url = releaseUrl(ARCHIVE, env);
  log(`Downloading ${url} …`);
  const actual = await fetchFile(url, archive, log);
  if (actual !== expected) throw new EngineError(wrongChecksum(url, expected, actual));
  await unpack(archive, binDir);
  rmSync(archive);
}

function releaseUrl(name, env) {
  const base = env.PULUMI_ENGINE_BASE_URL || OFFICIAL;
  try {
    return new URL(name, base.endsWith("/") ? base : `${base}/`).href;
  } catch {
    throw new EngineError(`PULUMI_ENGINE_BASE_URL is not an address: "${base}". Correct it or unset it.`);
  }
}

function expectedChecksum(text) {
  const lines = text.split("\n").map((line) => line.trim().split(/\s+\*?/));
  const checksum = lines.find(([, name]) => name === ARCHIVE)?.[0];
  if (/^[0-9a-f]{64}$/i.test(checksum ?? "")) return checksum.toLowerCase();
  throw new NotAvailable(`${CHECKSUMS} has no SHA-256 checksum of ${ARCHIVE}`);
}

function wrongChecksum(url, expected, actual) {
  return [
    `The checksum of ${url} is wrong: the archive was damaged on the way or replaced. It was deleted, nothing of it ran.`,
    `  expected ${expected} (${CHECKSUMS})`,
    `  received ${actual}`,
    "Run `npm run engine` again. If it stays so, tell who runs the mirror, and set PULUMI_ENGINE_BASE_URL to another one.",
  ].join("\n");
}

async function fetchText(url) {
  const patience = patienceFor(url);
  try {
    return await (await get(url, patience)).text();
  } catch (error) {
    throw patience.explain(error);
  } finally {
    patience.end();
  }
}

/** Saves `url` as `file` and returns its SHA-256 checksum. */
async function fetchFile(url, file, log) {
  const patience = patienceFor(url);
  const hash = createHash("sha256");
  let size = 0;
  const measure = async function* (chunks) {
    for await (const chunk of chunks) {
      patience.reset(STALL_MS);
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  try {
    const { body } = await get(url, patience);
    const work = pipeline(Readable.fromWeb(body), measure, createWriteStream(file));
    await withHeartbeat(log, () => `downloading, ${(size / 1e6).toFixed(0)} MB`, work);
    return hash.digest("hex");
  } catch (error) {
    throw patience.explain(error);
  } finally {
    patience.end();
  }
}

async function get(url, patience) {
  const response = await fetch(url, { signal: patience.signal });
  patience.reset(STALL_MS);
  if (!response.ok) throw new NotAvailable(`${url} answered ${response.status}`);
  return response;
}

/** Short until the server answers, so that a machine without the internet loses seconds only; then per chunk. */
function patienceFor(url) {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), CONNECT_MS);
  const end = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    end,
    reset(ms) {
      end();
      timer = setTimeout(() => controller.abort(), ms);
    },
    explain(error) {
      if (error instanceof NotAvailable) return error;
      const cause = controller.signal.aborted ? "no answer in time" : (error.cause?.code ?? error.message);
      return new NotAvailable(`${url} could not be fetched (${cause})`);
    },
  };
}

/** Moves the programs out of the archive's own folder: "pulumi/", on Windows "pulumi/bin/". */
async function unpack(archive, binDir) {
  const unpacked = join(binDir, "unpacked");
  mkdirSync(unpacked);
  const { code, stderr } = await run("tar", ["-xf", archive, "-C", unpacked]);
  if (code !== 0) throw new NotAvailable(`${ARCHIVE} could not be unpacked: ${stderr.trim()}`);
  const entries = readdirSync(unpacked, { recursive: true, withFileTypes: true });
  const folder = entries.find((entry) => entry.isFile() && entry.name === PULUMI)?.parentPath;
  if (!folder) throw new NotAvailable(`${ARCHIVE} holds no ${PULUMI}`);
  for (const name of readdirSync(folder)) renameSync(join(folder, name), join(binDir, name));
  rmSync(unpacked, { recursive: true });
}
