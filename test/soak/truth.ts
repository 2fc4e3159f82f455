/** What the service holds, as a map of cells. */
import type { Simulator } from "../../src/simulator";
import { cellName, columns, rowIndexOf } from "./alphabet";

/** One stored value: its text, who wrote it last, and the record that it belongs to. */
export interface LiveValue {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** An AWS request id, or `edit` for somebody else. */
  readonly by: string;
  readonly recordId: string;
}

export type Truth = ReadonlyMap<string, LiveValue>;

/** Everything that is stored in the table, by cell name. */
export function truthOf(simulator: Simulator, table: string): Truth {
  const dumped = simulator.dump({ locks: true }).tables[table];
  const truth = new Map<string, LiveValue>();
  const all = [...(dumped?.rows ?? []), ...(dumped?.defaultRow ? [dumped.defaultRow] : [])];
  for (const { keys, values, recordId = "", lastWrittenBy = {} } of all) {
    const row = rowIndexOf(keys.Store);
    for (const [name, text] of Object.entries(values)) {
      const column = columns.findIndex((each) => each.name === name);
      if (column < 0) continue;
      truth.set(cellName(row, column), { row, column, text, by: lastWrittenBy[name] ?? "", recordId });
    }
  }
  return truth;
}

/** Whether somebody else wrote the value. */
export function isForeign(value: LiveValue): boolean {
  return value.by === "edit";
}
