/** The size of a page, told by the first one of a table with many rows. */
import { decided, experiment, undecided, type Experiment } from "../../experiment";
import { listPage, type Listing } from "../../lab/lists";
import type { JsonObject } from "../../service/ports";
import { fillTo, rowsWanted } from "../full-table";

/** The largest page that the API has. */
export const largestPage = 1000;

interface Seen {
  readonly entries: number;
  readonly hasMore: boolean;
}

/** Which list is asked for a page, and how. */
interface PageDescription extends Pick<Experiment, "name" | "question" | "steps"> {
  readonly operation: Listing;
  readonly input: JsonObject;
}

/** The experiment that counts the entries of a first page. */
export function pageSizeExperiment({ operation, input, ...rest }: PageDescription): Experiment {
  return experiment<Seen>({
    ...rest,
    reading: "The entries of the first page, if there is a second one; 1,000 if a full table fits on one page.",
    undecided: "All rows are on one page, and the table is not full; --fill-quota makes more.",
    tables: ["many"],
    observe: async (lab) => {
      const table = await lab.table("many");
      await fillTo(lab, table, rowsWanted(lab));
      const { entries, token } = await listPage(table, operation, input);
      return { entries: entries.length, hasMore: token !== undefined };
    },
    read: ({ entries, hasMore }) =>
      hasMore || entries >= largestPage ? decided(entries) : undecided(`all ${entries} entries are on one page`),
  });
}
