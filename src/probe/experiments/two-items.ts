/** Questions that need two items: whether one request takes them, and the row that holds them. */
import { giveUp } from "../experiment";
import type { Lab } from "../lab/lab";
import type { Table } from "../lab/table";

/** Whether an operation takes two items in one request, as far as is known. */
export const takesTwo = (lab: Lab, name: "Create" | "Update" | "Delete" | "Describe"): boolean =>
  (lab.most(`maxItems${name}`) ?? 2) >= 2;

/** @throws Verdict undecided where an operation takes one item a request. */
export function requireTwo(lab: Lab, name: "Create" | "Update" | "Delete" | "Describe"): void {
  if (!takesTwo(lab, name)) giveUp(`Batch${name}DataTableValue takes one item a request`);
}

/** A new row with a value in columns Text and Other, in a table that is now at lock level VALUE. @throws Verdict undecided */
export async function rowOfTwo(lab: Lab, table: Table): Promise<string> {
  const row = lab.row();
  await table.prepare({ row, column: "Text" }, { row, column: "Other" });
  await table.setLevel("VALUE");
  return row;
}
