import { decided, experiment } from "../../experiment";
import { isDone } from "../../lab/cell";
import { freeOne } from "../full-table";
import { manyRow } from "../sizes/requests";

/** Whether key values count towards the quota. */
export const keyCellsCount = experiment<boolean>({
  name: "keyCellsCount",
  question: "Do key values count towards the quota of values?",
  steps: "Fills a table, makes room for one value, and creates a new row of one value.",
  reading: "Refused: the row needs room for its key as well.",
  undecided: "Without --fill-quota; where the quota is much higher than the documented one.",
  tables: ["many"],
  needs: "fill-quota",
  observe: async (lab) => {
    const { table, rowNeedsMore } = await freeOne(lab);
    if (rowNeedsMore) return true;
    const [outcome] = await table.create({ row: manyRow(5000), column: "Text" });
    return !isDone(outcome);
  },
  read: (counts) => decided(counts),
});
