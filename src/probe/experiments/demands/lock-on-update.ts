import { experiment } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import { acceptedOrNot } from "../readings";

/** An update without a lock version. */
export const lockOnUpdate = experiment<Outcome | undefined>({
  name: "lockOnUpdate",
  question: "Is an update without a lock version accepted at a lock level other than NONE?",
  steps: "At lock level VALUE, updates a cell without a lock version.",
  reading: "Accepted: optional. Refused: required.",
  undecided: "Never.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    await table.setLevel("VALUE");
    return (await table.update({ row, column: "Text", value: "changed" }))[0];
  },
  read: (outcome) => acceptedOrNot(outcome, "optional", "required"),
});
