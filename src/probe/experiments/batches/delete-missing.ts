import { decided, experiment, surprise } from "../../experiment";
import { shortOutcome, type Outcome } from "../../lab/cell";

/** A delete of a cell that does not exist. */
export const deleteMissing = experiment<Outcome | undefined>({
  name: "deleteMissing",
  question: "Does the delete of a cell that does not exist fail, or succeed?",
  steps:
    "Deletes a cell of a row that never existed, at lock level NONE, with a lock version that is not checked there.",
  reading: "The item fails, or succeeds.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const [outcome] = await table.remove({ row: lab.row(), column: "Text", lock: { Value: "0" } });
    return outcome;
  },
  read: (outcome) => {
    if (outcome?.kind === "refused") return surprise(`the request was refused: ${shortOutcome(outcome)}`);
    return decided(outcome?.kind === "done" ? "succeeds" : "fails");
  },
});
