import { decided, experiment, surprise } from "../../experiment";
import { shortOutcome, type Outcome } from "../../lab/cell";

/** An update of a cell that does not exist. */
export const updateMissing = experiment<Outcome | undefined>({
  name: "updateMissing",
  question: "Does the update of a cell that does not exist fail, or create it?",
  steps: "Updates a cell of a new row, at lock level NONE, with a lock version that is not checked there.",
  reading: "The item fails, or succeeds.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const [outcome] = await table.update({ row: lab.row(), column: "Text", value: "x", lock: { Value: "0" } });
    return outcome;
  },
  read: (outcome) => {
    if (outcome?.kind === "refused") return surprise(`the request was refused: ${shortOutcome(outcome)}`);
    return decided(outcome?.kind === "done" ? "creates" : "fails");
  },
});
