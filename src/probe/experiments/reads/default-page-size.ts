import { decided, experiment, undecided } from "../../experiment";
import { listPage } from "../../lab/lists";
import { fillTo, rowsWanted } from "../full-table";

interface Seen {
  readonly entries: number;
  readonly hasMore: boolean;
}

/** The largest page that the API has. */
const largest = 1000;

/** Entries of a page where no size is asked for. */
export const defaultPageSize = experiment<Seen>({
  name: "defaultPageSize",
  question: "How many entries has a page where MaxResults is absent?",
  steps: "Lists the values of a table of many rows without MaxResults.",
  reading: "The entries of the first page, where there is a second one; 1,000 where a full table is one page.",
  undecided: "All rows are on one page, and the table is not full; --fill-quota makes more.",
  tables: ["many"],
  observe: async (lab) => {
    const table = await lab.table("many");
    await fillTo(lab, table, rowsWanted(lab));
    const { entries, token } = await listPage(table, "ListDataTableValues");
    return { entries: entries.length, hasMore: token !== undefined };
  },
  read: ({ entries, hasMore }) =>
    hasMore || entries >= largest ? decided(entries) : undecided(`all ${entries} entries are on one page`),
});
