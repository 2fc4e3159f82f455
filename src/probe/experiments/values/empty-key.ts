import { experiment } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import { acceptedOrNot } from "../readings";

/** An empty key. */
export const emptyKey = experiment<Outcome | undefined>({
  name: "emptyKey",
  question: "May a key be empty?",
  steps: "Creates a cell in a row whose key is an empty string.",
  reading: "Accepted, or refused.",
  undecided: "Never.",
  tables: ["folded"],
  observe: async (lab) => (await (await lab.table("folded")).create({ row: "", column: "Text" }))[0],
  read: (outcome) => acceptedOrNot(outcome, "accepted", "refused"),
});
