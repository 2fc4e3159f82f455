/** Reading lists of a scratch table page by page. */
import { beSurprised, giveUp } from "../experiment";
import type { JsonObject, Reply } from "../service/ports";
import { rowOf, type Table } from "./table";

/** One page of a list. */
export interface Page {
  readonly entries: readonly JsonObject[];
  readonly token?: string;
}

/** What a list is asked for. */
export type Listing = "ListDataTableValues" | "ListDataTablePrimaryValues";

/** More pages than any scratch table has. */
const mostPages = 600;

/** One page. @throws Verdict undecided when the list is refused, surprise when it has no entries' member. */
export async function listPage(
  table: Table,
  operation: Listing,
  input: JsonObject = {},
  isQuiet = false,
): Promise<Page> {
  return pageOf(await table.send(operation, input, isQuiet), operation);
}

function pageOf(reply: Reply, operation: Listing): Page {
  if (reply.kind === "refusal") return giveUp(`${operation} is refused: ${reply.type}`);
  const entries = reply.body[operation === "ListDataTableValues" ? "Values" : "PrimaryValuesList"];
  if (!Array.isArray(entries)) return beSurprised(`${operation} answers no list`);
  const token = reply.body.NextToken;
  return { entries: entries as readonly JsonObject[], ...(typeof token === "string" && { token }) };
}

/** All entries from a page on. `input` goes with every request. */
export async function restOf(table: Table, operation: Listing, first: Page, input: JsonObject): Promise<JsonObject[]> {
  const entries = [...first.entries];
  let { token } = first;
  for (let pages = 1; token !== undefined; pages++) {
    if (pages > mostPages) giveUp(`${operation} does not come to an end`);
    const page: Page = await listPage(table, operation, { ...input, NextToken: token }, true);
    entries.push(...page.entries);
    if (page.token === token) beSurprised(`${operation} repeats a page token`);
    token = page.token;
  }
  return entries;
}

/** Everything in a list, in as few pages as possible. */
export async function listAll(table: Table, operation: Listing): Promise<JsonObject[]> {
  const input = { MaxResults: 1000 };
  return restOf(table, operation, await listPage(table, operation, input), input);
}

/** A filter for rows. */
export const only = (...rows: readonly string[]): JsonObject => ({
  PrimaryAttributeValues: [{ AttributeName: "Store", Values: rows }],
});

/** The entries of one row. */
export async function entriesOf(table: Table, operation: Listing, row: string): Promise<JsonObject[]> {
  const input = { ...only(row), MaxResults: 100 };
  const all = await restOf(table, operation, await listPage(table, operation, input), input);
  return all.filter((entry) => rowOf(entry) === row);
}
