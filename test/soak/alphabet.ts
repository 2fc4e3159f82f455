/** What the histories are made of: few rows, few columns and few values, so that they meet often. Row keys are written by hand. */
import type { ColumnSpec } from "../helpers/values-bench";

/** A value as a program declares it. */
export type Declared = string | number | boolean | readonly string[] | readonly number[] | { expression: string };

/** One column with the values that the program declares and the texts that others write; some mean the same. */
interface Column {
  readonly name: string;
  readonly spec: ColumnSpec;
  readonly declared: readonly Declared[];
  readonly foreign: readonly string[];
}

export const columns: readonly Column[] = [
  {
    name: "Opens",
    spec: { type: "TEXT" },
    declared: ["a", "b", "", " pad ", "e\u0301", { expression: "=NOW()" }],
    foreign: ["a", "f1", "f2", " f ", ""],
  },
  {
    name: "Seats",
    spec: { type: "NUMBER" },
    declared: [1, "1.0", 2, "12345678901234567890", 0.5],
    foreign: ["1", "1.00", "7", "12345678901234567891"],
  },
  { name: "Open", spec: { type: "BOOLEAN" }, declared: [true, false], foreign: ["true", "false"] },
  {
    name: "Channels",
    spec: { type: "TEXT_LIST" },
    declared: [["VOICE"], ["VOICE", "CHAT"], []],
    foreign: ['["VOICE"]', '["X"]', '["VOICE", "CHAT"]'],
  },
  { name: "Rates", spec: { type: "NUMBER_LIST" }, declared: [[1], [1, 2.5]], foreign: ["[1]", "[9]", "[1.0]"] },
];

/** The rows: the key as the service has it, and as the inputs of the resource write it. The last one is nobody's but the others'. */
export const rows = [
  { store: "A", rowKey: "A" },
  { store: "B", rowKey: "B" },
  { store: "TEST", rowKey: "TEST" },
  { store: "a | b", rowKey: "a \\| b" },
  { store: "__c", rowKey: "\\__c" },
  { store: undefined, rowKey: "\\default" },
  { store: "Rome", rowKey: "Rome" },
] as const;

/** The index of the default record. */
export const defaultRow = 5;

/** The key of a cell in the oracle's maps. */
export function cellName(row: number, column: number): string {
  return `${rows[row]?.rowKey ?? "?"} / ${columns[column]?.name ?? "?"}`;
}

/** The row of a stored record; its key is undefined for the default record. */
export function rowIndexOf(store: string | undefined): number {
  return rows.findIndex((row) => row.store === store || (row.store?.toLowerCase() ?? "") === store);
}

/** The columns of the table to make. */
export function tableColumns(ignoreCase = false): Readonly<Record<string, ColumnSpec>> {
  return {
    Store: { type: "TEXT", primary: true, ...(ignoreCase && { validation: { IgnoreCase: true } }) },
    ...Object.fromEntries(columns.map(({ name, spec }) => [name, spec])),
  };
}
