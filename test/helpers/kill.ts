/** Processes to kill: the provider belongs to no group and is no child of ours, so what tells it is its command line and its folder. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The provider processes that work for the project in this folder. Linux only, as is everything that is killed here. */
export function providersIn(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isProvider(pid, folder));
}

function isProvider(pid: number, folder: string): boolean {
  try {
    const [command = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const isHost = command.endsWith("node") && args.some((arg) => arg.includes("cmd/dynamic-provider"));
    const isPlugin =
      command.endsWith("node") && args.some((arg) => arg.endsWith("pulumi-resource-connect-data-tables"));
    return (isHost || isPlugin) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false; // It has ended, or is somebody else's.
  }
}

/** `kill -9`; nothing when the process has ended. */
export function kill9(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Resolves to whether `isTrue` came true before `milliseconds` were over. */
export async function comesTrue(isTrue: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end; await sleep(20))
    if (isTrue()) return true;
  return isTrue();
}

/** Numbers from 0 to below 1 that a seed determines (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
