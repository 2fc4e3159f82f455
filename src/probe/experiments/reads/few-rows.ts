/** The table of a few rows that pages are cut from. */
import { giveUp } from "../../experiment";
import type { Lab } from "../../lab/lab";
import { listAll } from "../../lab/lists";
import { rowOf, type Table } from "../../lab/table";
import type { JsonObject } from "../../service/ports";

const fewest = 8;

/** The table with at least eight rows, its entries, and the rows in the order of the list. */
export async function fewRows(
  lab: Lab,
): Promise<{ table: Table; entries: readonly JsonObject[]; rows: readonly string[] }> {
  const table = await lab.table("pages");
  const there = await listAll(table, "ListDataTableValues");
  const missing = fewest - there.filter(({ AttributeName }) => AttributeName === "Text").length;
  if (missing > 0) await table.prepare(...Array.from({ length: missing }, () => ({ row: lab.row(), column: "Text" })));
  const entries = missing > 0 ? await listAll(table, "ListDataTableValues") : there;
  const rows = [...new Set(entries.map(rowOf))].flatMap((row) => (row === null ? [] : [row]));
  if (rows.length < fewest) giveUp("rows that were written are not listed");
  return { table, entries, rows };
}
