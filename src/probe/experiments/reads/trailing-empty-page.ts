import { decided, experiment, surprise } from "../../experiment";
import { listPage } from "../../lab/lists";
import { fewRows } from "./few-rows";

/** What follows a page that holds all there is. */
interface Seen {
  readonly isFull: boolean;
  readonly entriesBehind?: number;
}

/** A token for an empty page. */
export const trailingEmptyPage = experiment<Seen>({
  name: "trailingEmptyPage",
  question: "Does a last page that is full come with a token for an empty one?",
  steps: "Lists as many entries as there are, and what follows.",
  reading: "No token: false. A token for an empty page: true.",
  undecided: "Never.",
  tables: ["pages"],
  observe: async (lab) => {
    const { table, entries } = await fewRows(lab);
    const MaxResults = entries.length;
    const page = await listPage(table, "ListDataTableValues", { MaxResults });
    const isFull = page.entries.length === MaxResults;
    if (page.token === undefined) return { isFull };
    const next = await listPage(table, "ListDataTableValues", { MaxResults, NextToken: page.token });
    return { isFull, entriesBehind: next.entries.length };
  },
  read: ({ isFull, entriesBehind }) => {
    if (!isFull || (entriesBehind ?? 0) > 0)
      return surprise("a page has fewer entries than it was asked for, or more follow");
    return decided(entriesBehind !== undefined);
  },
});
