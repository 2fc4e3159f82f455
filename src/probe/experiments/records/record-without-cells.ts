import { decided, experiment, giveUp } from "../../experiment";
import { isDone } from "../../lab/cell";
import { entriesOf } from "../../lab/lists";

/** A record that loses its last value. */
export const recordWithoutCells = experiment<number>({
  name: "recordWithoutCells",
  question: "Is a record removed with its last value?",
  steps: "Creates a row of one cell, deletes the cell, and lists the keys.",
  reading: "The row is in the list, or not.",
  undecided: "The cell cannot be deleted.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    const [outcome] = await table.remove({ row, column: "Text", lock: await table.looseLock(row, "Text") });
    if (!isDone(outcome)) giveUp("the cell cannot be deleted");
    return (await entriesOf(table, "ListDataTablePrimaryValues", row)).length;
  },
  read: (count) => decided(count > 0 ? "stays" : "vanishes"),
});
