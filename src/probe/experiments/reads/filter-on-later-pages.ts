import { decided, experiment, giveUp } from "../../experiment";
import { listPage, only } from "../../lab/lists";
import { rowOf } from "../../lab/table";
import { fewRows } from "./few-rows";

/** Whether later pages are filtered. */
export const filterOnLaterPages = experiment<boolean>({
  name: "filterOnLaterPages",
  question: "Are later pages of a filtered list filtered?",
  steps: "Lists the first and the last row of a table, one entry a page, and looks at the second page.",
  reading: "Other rows are on it: dropped. None: from-token.",
  undecided: "There is one page only.",
  tables: ["pages"],
  observe: async (lab) => {
    const { table, rows } = await fewRows(lab);
    const wanted = [rows[0] ?? "", rows.at(-1) ?? ""];
    const filter = only(...wanted);
    const { token } = await listPage(table, "ListDataTableValues", { ...filter, MaxResults: 1 });
    if (token === undefined) return giveUp("there is one page only");
    const page = await listPage(table, "ListDataTableValues", { ...filter, MaxResults: 100, NextToken: token });
    return page.entries.some((entry) => !wanted.includes(rowOf(entry) ?? ""));
  },
  read: (hasOthers) => decided(hasOthers ? "dropped" : "from-token"),
});
