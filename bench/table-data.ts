/** The table of the benchmark: one key column, ten columns of the five types, and what the program declares in each phase. */
import type { ColumnSpec } from "../test/helpers/values-bench";

/** What is run, in this order. */
export const phases = [
  "first apply",
  "no change",
  "one cell",
  "1 %",
  "everything",
  "refresh",
  "adopt",
  "destroy",
] as const;

/** One of the phases. */
export type Phase = (typeof phases)[number];

/** One row as a program declares it. */
export type Row = Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>;

/** The types of the columns beside the key. */
export const types = [
  "TEXT",
  "NUMBER",
  "BOOLEAN",
  "TEXT_LIST",
  "TEXT",
  "NUMBER",
  "TEXT",
  "NUMBER_LIST",
  "TEXT",
  "NUMBER",
] as const;

/** Cells of one row. */
export const cellsPerRow = types.length;

/** The columns of the table. */
export const columns: Readonly<Record<string, ColumnSpec>> = {
  Store: { type: "TEXT", primary: true },
  ...Object.fromEntries(types.map((type, column) => [`Column${column}`, { type }])),
};

/** The rows that the program declares in a phase; every phase keeps what the one before it has changed. */
export function rowsOf(phase: Phase, cells: number): Row[] {
  const changed = changedCells(phase, cells);
  return Array.from({ length: cells / cellsPerRow }, (_, row) => ({
    Store: `Store ${String(row).padStart(5, "0")}`,
    ...Object.fromEntries(
      types.map((type, column) => [`Column${column}`, valueOf(type, row, changed(row * cellsPerRow + column))]),
    ),
  }));
}

/** How many cells a phase changes against the one before it. */
export function changesOf(phase: Phase, cells: number): number {
  return (
    { "one cell": 1, "1 %": Math.max(1, cells / 100), everything: cells, "first apply": cells, destroy: cells }[
      phase as string
    ] ?? 0
  );
}

/** Cell number → how often it has been changed. */
function changedCells(phase: Phase, cells: number): (cell: number) => number {
  const stage = { "first apply": 0, "no change": 0, "one cell": 1, "1 %": 2 }[phase as string] ?? 3;
  const step = cells / changesOf("1 %", cells);
  return (cell) => {
    const one = stage > 0 && cell === 0 ? 1 : 0;
    const percent = stage > 1 && cell % step === 0 ? 1 : 0;
    return one + percent + (stage > 2 ? 1 : 0);
  };
}

/** A value of a column's type; `change`: how often it has been changed. */
export function valueOf(type: (typeof types)[number], row: number, change: number): Row[string] {
  switch (type) {
    case "TEXT":
      return `Value of row ${row}${change > 0 ? `, changed ${change} times` : ""}`;
    case "NUMBER":
      return row + change / 8;
    case "BOOLEAN":
      return (row + change) % 2 === 0;
    case "TEXT_LIST":
      return ["VOICE", `CHAT${change}`];
    case "NUMBER_LIST":
      return [row, 1.5 + change];
  }
}
