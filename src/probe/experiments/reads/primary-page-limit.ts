import { decided, experiment, undecided } from "../../experiment";
import { listPage } from "../../lab/lists";
import { fillTo, rowsWanted } from "../full-table";

interface Seen {
  readonly entries: number;
  readonly hasMore: boolean;
}

/** The largest MaxResults that the API has. */
const largest = 1000;

/** The largest page of keys. */
export const primaryPageLimit = experiment<Seen>({
  name: "primaryPageLimit",
  question: "How many rows does a page of ListDataTablePrimaryValues hold at most?",
  steps: "Lists the keys of a table of many rows with MaxResults 1000.",
  reading: "The entries of the first page, where there is a second one; 1,000 where a full table is one page.",
  undecided: "All rows are on one page, and the table is not full; --fill-quota makes more.",
  tables: ["many"],
  observe: async (lab) => {
    const table = await lab.table("many");
    await fillTo(lab, table, rowsWanted(lab));
    const { entries, token } = await listPage(table, "ListDataTablePrimaryValues", { MaxResults: largest });
    return { entries: entries.length, hasMore: token !== undefined };
  },
  read: ({ entries, hasMore }) =>
    hasMore || entries >= largest ? decided(entries) : undecided(`all ${entries} rows are on one page`),
});
