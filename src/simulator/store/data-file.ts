import { randomUUID } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { State } from "./state";

/** The state of a simulator that has never run. */
export const emptyState = (): State => ({ format: 1, seed: randomUUID(), minted: 0, instances: {} });

/**
 * Reads what an earlier run left in a file; a file that does not exist is an empty state. Writes it back at once, so that a file that cannot
 * be written is found before anybody works with the simulator.
 * @throws Error, naming the file, when it cannot be read or written or holds something else than this simulator's state.
 */
export function loadDataFile(file: string): State {
  const state = existsSync(file) ? readState(file) : emptyState();
  try {
    saveDataFile(file, state);
  } catch (error) {
    throw new Error(`${file} cannot be written: ${(error as Error).message}.`, { cause: error });
  }
  return state;
}

/** The data files that this process holds. */
const held = new Set<string>();

/**
 * Keeps a data file for this simulator alone, by a file beside it that names the process; what a killed process left behind does not count.
 * Answers how to let it go.
 * @throws Error, naming the file, when another simulator has it.
 */
export function holdDataFile(file: string): () => void {
  const lock = `${file}.lock`;
  const own = `${lock}.${randomUUID()}`;
  try {
    writeFileSync(own, String(process.pid));
  } catch (error) {
    throw new Error(`${file} cannot be written: ${(error as Error).message}.`, { cause: error });
  }
  try {
    for (let tries = 0; !link(own, lock); tries++) {
      if (tries > 9 || isAlive(lock)) throw new Error(`${file} is in use by another simulator (${lock}).`);
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    rmSync(lock, { force: true });
  };
}

/** Whether the lock could be taken: a link is made by one process only. */
function link(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isAlive(lock: string): boolean {
  if (held.has(lock)) return true;
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Writes the state beside the file and renames, so that a reader or a crash never meets half a file. */
export function saveDataFile(file: string, state: State): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(state));
  renameSync(temporary, file);
}

function readState(file: string): State {
  let state: Partial<State> | null;
  try {
    state = JSON.parse(readFileSync(file, "utf8")) as Partial<State> | null;
  } catch (error) {
    if (error instanceof SyntaxError) throw notOurs(file);
    throw new Error(`${file} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
  if (state?.format !== 1 || typeof state.minted !== "number" || typeof state.instances !== "object") {
    throw notOurs(file);
  }
  return state as State;
}

function notOurs(file: string): Error {
  return new Error(`${file} is not a data file of this simulator; name another file or remove it.`);
}
