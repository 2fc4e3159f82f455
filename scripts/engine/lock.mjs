import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 200;
const SIGN_OF_LIFE_MS = 5_000;
const SILENT_MS = 60_000;
const REPORT_MS = 10_000;

/**
 * Runs `work` while no other process does. The lock only saves work: should two processes ever hold it at once, both set
 * up an engine, and the one that is ready first wins.
 */
export async function withLock(file, log, work) {
  mkdirSync(dirname(file), { recursive: true });
  await acquire(file, log);
  const beat = setInterval(() => showLife(file), SIGN_OF_LIFE_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

async function acquire(file, log) {
  const start = Date.now();
  let report = 0;
  while (!take(file)) {
    const waited = Date.now() - start;
    if (isStale(file)) rmSync(file, { force: true });
    else if (waited >= report) {
      log(`Waiting for another process that sets up the engine, ${Math.round(waited / 1000)} s …`);
      report = waited + REPORT_MS;
    }
    await pause(POLL_MS);
  }
}

function take(file) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function showLife(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody took the lock for abandoned, after this machine slept. See `withLock`.
  }
}

function isStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > SILENT_MS) return true;
    const { pid, host } = JSON.parse(readFileSync(file, "utf8"));
    return host === hostname() && !isAlive(pid);
  } catch {
    return false; // gone meanwhile, or its owner is about to write it
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}
