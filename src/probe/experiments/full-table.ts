/** A table that is filled up to its quota, as far as a run may do that. */
import { giveUp } from "../experiment";
import { isDone, type Cell, type Outcome } from "../lab/cell";
import type { Lab } from "../lab/lab";
import { listAll } from "../lab/lists";
import { rowOf, type Table } from "../lab/table";
import { manyRow } from "./sizes/requests";

/** The documented quota of values, and how far above it a run goes. */
const quota = 1000;
const patience = 60;

/** Rows that are enough to see pages of the documented size. */
const enough = 120;

/** Requests that may be spent on rows where the table is not to be filled. */
const mostRequests = 30;

/** How many rows a run makes to look at pages. */
export const rowsWanted = (lab: Lab): number =>
  lab.fillsQuota ? quota : Math.min(enough, mostRequests * (lab.most("maxItemsCreate") ?? enough));

/** The rows of the table with many rows that exist, in the order of their creation. */
export async function manyRows(table: Table): Promise<string[]> {
  const entries = await listAll(table, "ListDataTableValues");
  const there = new Set(entries.filter(({ AttributeName }) => AttributeName === "Text").map(rowOf));
  return Array.from({ length: quota + patience }, (_, index) => manyRow(index)).filter((row) => there.has(row));
}

/** Creates rows until so many exist, or no more have room; answers the rows that exist. */
export async function fillTo(lab: Lab, table: Table, count: number): Promise<string[]> {
  const rows = await manyRows(table);
  let size = lab.most("maxItemsCreate") ?? (lab.known("maxItemsCreate") === null ? 250 : 25);
  while (rows.length < count) {
    const wanted = Math.min(size, count - rows.length);
    const names = Array.from({ length: wanted }, (_, index) => manyRow(rows.length + index));
    const outcomes = await table.create(...names.map((row) => ({ row, column: "Text" })));
    const created = outcomes.findIndex((outcome) => !isDone(outcome));
    rows.push(...names.slice(0, created < 0 ? wanted : created));
    if (created < 0) continue;
    if (!isQuota(outcomes[created])) giveUp("a row could not be created");
    if (created > 0 || wanted === 1) break;
    size = Math.max(1, Math.floor(wanted / 2));
  }
  return rows;
}

function isQuota(outcome: Outcome | undefined): boolean {
  return (
    outcome?.kind === "failed" || (outcome?.kind === "refused" && outcome.type === "ServiceQuotaExceededException")
  );
}

/** A table with room for exactly one value. */
export interface FullTable {
  readonly table: Table;
  /** Rows that have one value, and so may get a second one. */
  readonly single: readonly string[];
  /** Whether a new row was refused although a second value of a row had room. */
  readonly rowNeedsMore: boolean;
}

const second = (row: string): Cell => ({ row, column: "Other" });

/** Fills the table with many rows and removes one value again. @throws Verdict undecided when the quota is out of reach. */
export async function freeOne(lab: Lab): Promise<FullTable> {
  const table = await lab.table("many");
  await giveSecond(lab, table);
  const rows = await fillTo(lab, table, quota + patience);
  if (rows.length >= quota + patience) giveUp(`the table holds more than ${quota} values`);
  const entries = await listAll(table, "ListDataTableValues");
  const double = new Set(entries.filter(({ AttributeName }) => AttributeName === "Other").map(rowOf));
  const single = rows.filter((row) => !double.has(row));
  let accepted = 0;
  while (isDone((await table.create(second(single[accepted] ?? giveUp("the table has no room for more rows"))))[0]))
    accepted++;
  await removeCell(table, manyRow(0), "Other");
  return { table, single: single.slice(accepted), rowNeedsMore: accepted > 0 };
}

/** Gives the first row a second value; in a full table the last row makes room for it. */
async function giveSecond(lab: Lab, table: Table): Promise<void> {
  const rows = await fillTo(lab, table, 1);
  const [outcome] = await table.create(second(manyRow(0)));
  if (isDone(outcome)) return;
  const [described] = await table.describe(second(manyRow(0)));
  if (isDone(described)) return;
  await removeCell(table, rows.at(-1) ?? "", "Text");
  await table.create(second(manyRow(0)));
}

async function removeCell(table: Table, row: string, column: string): Promise<void> {
  const [outcome] = await table.remove({ row, column, lock: await table.looseLock(row, column) });
  if (!isDone(outcome)) giveUp("a value could not be removed");
}
