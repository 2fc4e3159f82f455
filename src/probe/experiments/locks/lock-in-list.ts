import { decided, experiment, giveUp } from "../../experiment";
import { entriesOf } from "../../lab/lists";
import type { JsonObject } from "../../service/ports";

/** Whether lists show lock versions. */
export const lockInList = experiment<JsonObject>({
  name: "lockInList",
  question: "Does ListDataTableValues show lock versions?",
  steps: "Lists a cell at lock level VALUE.",
  reading: "Whether the entry has a LockVersion.",
  undecided: "The cell is not in the list.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    await table.setLevel("VALUE");
    const entries = await entriesOf(table, "ListDataTableValues", row);
    return entries.find(({ AttributeName }) => AttributeName === "Text") ?? giveUp("the cell is not in the list");
  },
  read: (entry) => decided(entry.LockVersion === undefined || entry.LockVersion === null ? "absent" : "present"),
});
