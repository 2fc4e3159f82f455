import { decided, experiment, giveUp } from "../../experiment";
import { listAll } from "../../lab/lists";
import { rowOf } from "../../lab/table";
import { fillTo, rowsWanted } from "../full-table";

/** Rows in the order of their creation, and as they are listed. */
interface Seen {
  readonly created: readonly string[];
  readonly listed: readonly string[];
}

/** The order of lists. */
export const listOrder = experiment<Seen>({
  name: "listOrder",
  question: "In which order are values listed?",
  steps: "Creates many rows whose keys are in no order, and lists them.",
  reading: "As created: insertion. Sorted by key: keys. Neither: shuffled.",
  undecided: "There are fewer than five rows.",
  tables: ["many"],
  observe: async (lab) => {
    const table = await lab.table("many");
    const created = await fillTo(lab, table, rowsWanted(lab));
    if (created.length < 5) giveUp("there are too few rows");
    const entries = await listAll(table, "ListDataTableValues");
    const texts = entries.filter(({ AttributeName }) => AttributeName === "Text");
    return { created, listed: texts.map((entry) => rowOf(entry) ?? "") };
  },
  read: ({ created, listed }) => {
    const isSame = (rows: readonly string[]) => JSON.stringify(rows) === JSON.stringify(listed);
    if (isSame(created)) return decided("insertion");
    return decided(isSame([...created].sort()) ? "keys" : "shuffled");
  },
});
