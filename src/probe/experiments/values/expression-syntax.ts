import { decided, experiment, giveUp } from "../../experiment";
import { isDone } from "../../lab/cell";
import { writeOne } from "./written";

/** A wrong expression. */
export const expressionSyntax = experiment<boolean>({
  name: "expressionSyntax",
  question: "Is an expression checked when it is written?",
  steps: "Creates a cell with `=ADD(1,2)`, and one with `=ADD(`.",
  reading: "The second one accepted: unchecked; refused: checked.",
  undecided: "The first one is refused.",
  tables: ["cells"],
  observe: async (lab) => {
    if (!isDone((await writeOne(lab, "Number", "=ADD(1,2)")).outcome)) giveUp("expressions are refused");
    return isDone((await writeOne(lab, "Number", "=ADD(")).outcome);
  },
  read: (accepted) => decided(accepted ? "unchecked" : "checked"),
});
