import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
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
