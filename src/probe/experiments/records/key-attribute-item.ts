import { experiment } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import { acceptedOrNot } from "../readings";

/** An item that names a key column. */
export const keyAttributeItem = experiment<Outcome | undefined>({
  name: "keyAttributeItem",
  question: "Can a row without values be created by an item that names its key column?",
  steps: "Creates an item whose column is the key column and whose value is the key.",
  reading: "Accepted, or refused.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const row = lab.row();
    return (await table.create({ row, column: "Store", value: row }))[0];
  },
  read: (outcome) => acceptedOrNot(outcome, "creates-record", "refused"),
});
