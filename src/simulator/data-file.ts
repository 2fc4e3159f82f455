import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { State } from "./state";

/** The state of a simulator that has never run. */
export const emptyState = (): State => ({ format: 1, seed: randomUUID(), minted: 0, instances: {} });

/**
 * Reads what an earlier run left in a file; a file that does not exist is an empty state.
 * @throws Error when the file holds something else than this simulator's state.
 */
export function loadDataFile(file: string): State {
  if (!existsSync(file)) return emptyState();
  const state = JSON.parse(readFileSync(file, "utf8")) as Partial<State> | null;
  if (state?.format !== 1 || typeof state.minted !== "number" || typeof state.instances !== "object") {
    throw new Error(`${file} is not a data file of this simulator; name another file or remove it.`);
  }
  return state as State;
}

/** Writes the state beside the file and renames, so that a reader or a crash never meets half a file. */
export function saveDataFile(file: string, state: State): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(state));
  renameSync(temporary, file);
}
