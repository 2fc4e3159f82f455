import { decided, experiment, type Value } from "../../experiment";
import { shortOutcome, type Lock } from "../../lab/cell";
import type { Lab } from "../../lab/lab";
import { requireTwo } from "../two-items";

const parts = { DATA_TABLE: "DataTable", PRIMARY_VALUE: "PrimaryValues", ATTRIBUTE: "Attribute" } as const;

/** What becomes of two items of one request that share the version of a level. */
export const stalenessByLevel = experiment<Readonly<Record<string, Value>>>({
  name: "stalenessByLevel",
  kind: "finding",
  question: "What becomes of two items of one request that carry the same version of the table, the row or the column?",
  steps: "At each coarse lock level, updates two cells of one row in one request, both with the current version.",
  reading: "The outcome of both items.",
  undecided: "BatchUpdate takes one item a request.",
  tables: ["locks"],
  observe: async (lab) => {
    requireTwo(lab, "Update");
    const found: Record<string, Value> = {};
    for (const level of ["DATA_TABLE", "PRIMARY_VALUE", "ATTRIBUTE"] as const) found[level] = await atLevel(lab, level);
    return found;
  },
  read: (found) => decided(found),
});

async function atLevel(lab: Lab, level: keyof typeof parts): Promise<Value> {
  const table = await lab.table("locks");
  const rows = [lab.row(), level === "ATTRIBUTE" ? lab.row() : ""];
  const cells = level === "ATTRIBUTE" ? rows.map((row) => ({ row, column: "Text" })) : rowCells(rows[0] ?? "");
  await table.prepare(...cells);
  await table.setLevel(level);
  const [first] = cells;
  const lock: Lock = { [parts[level]]: await table.lockPart(first?.row ?? "", "Text", parts[level]) };
  return (await table.update(...cells.map((cell) => ({ ...cell, value: "changed", lock })))).map(shortOutcome);
}

const rowCells = (row: string) => [
  { row, column: "Text" },
  { row, column: "Other" },
];
