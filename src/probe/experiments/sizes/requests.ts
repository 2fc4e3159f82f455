/** Requests of a given size, of every operation that takes items. */
import type { Cell } from "../../lab/cell";
import type { Table } from "../../lab/table";
import type { Reply } from "../../service/ports";

/** An operation that takes items. */
export type Sized = "Create" | "Update" | "Delete" | "Describe" | "Evaluate";

/** Rows of the table with many rows. The names are in no order, so that an order in a list is seen. */
export function manyRow(index: number): string {
  return `${((index * 7919 + 4273) % 99991).toString(36).padStart(4, "0")}-${index}`;
}

const indexes = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** Cells of so many rows, beginning with the first. */
export const manyCells = (count: number): Cell[] =>
  indexes(count).map((index) => ({ row: manyRow(index), column: "Text" }));

const withLock = (cells: readonly Cell[]): Cell[] => cells.map((cell) => ({ ...cell, lock: { Value: "0" } }));
const never = (count: number): Cell[] => indexes(count).map((index) => ({ row: `never-${index}`, column: "Text" }));

/** Sends so many items: creates and updates of the same cells from the first on, everything else of cells that never existed. */
export const sendSize: Readonly<Record<Sized, (table: Table, size: number) => Promise<Reply>>> = {
  Create: (table, size) => table.sendBatch("Create", manyCells(size)),
  Update: (table, size) => table.sendBatch("Update", withLock(manyCells(size))),
  Delete: (table, size) => table.sendBatch("Delete", withLock(never(size))),
  Describe: (table, size) => table.sendBatch("Describe", never(size)),
  Evaluate: (table, size) => {
    const sets = never(size).map(({ row }) => ({ PrimaryValues: table.keys(row ?? ""), AttributeNames: ["Text"] }));
    return table.send("EvaluateDataTableValues", { Values: sets });
  },
};
