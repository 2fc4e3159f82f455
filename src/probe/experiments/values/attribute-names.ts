import { experiment } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import { acceptedOrNot } from "../readings";

/** The case of a column's name. */
export const attributeNames = experiment<Outcome | undefined>({
  name: "attributeNames",
  question: "Is a column found by its name in another case?",
  steps: "Creates a cell in column `TEXT` of a table that has a column `Text`.",
  reading: "Accepted: ignore-case. Refused: exact.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => (await (await lab.table("cells")).create({ row: lab.row(), column: "TEXT" }))[0],
  read: (outcome) => acceptedOrNot(outcome, "ignore-case", "exact"),
});
