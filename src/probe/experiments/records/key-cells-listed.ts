import { decided, experiment, giveUp } from "../../experiment";
import { entriesOf } from "../../lab/lists";

/** Key values in lists of values. */
export const keyCellsListed = experiment<readonly unknown[]>({
  name: "keyCellsListed",
  question: "Are key values among the values that ListDataTableValues shows?",
  steps: "Creates a row of one cell and lists its values.",
  reading: "The key column is among the entries, or not.",
  undecided: "The cell is not in the list.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    const columns = (await entriesOf(table, "ListDataTableValues", row)).map(({ AttributeName }) => AttributeName);
    return columns.includes("Text") ? columns : giveUp("the cell is not in the list");
  },
  read: (columns) => decided(columns.includes("Store")),
});
