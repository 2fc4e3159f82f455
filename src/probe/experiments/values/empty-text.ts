import { decided, experiment, giveUp, surprise } from "../../experiment";
import { isDone } from "../../lab/cell";
import { writeOne, type Written } from "./written";

/** An empty text. */
export const emptyText = experiment<Written>({
  name: "emptyText",
  question: "Is an empty TEXT value a value, or the same as none?",
  steps: "Creates a TEXT cell with an empty string and describes it.",
  reading: "It is there, and empty; or it is not there.",
  undecided: "The value is refused.",
  tables: ["cells"],
  observe: async (lab) => {
    const written = await writeOne(lab, "Text", "");
    return isDone(written.outcome) ? written : giveUp("an empty text is refused");
  },
  read: ({ stored }) => {
    if (stored === undefined) return decided("no-value");
    return stored === "" ? decided("kept") : surprise(`an empty text was stored as ${JSON.stringify(stored)}`);
  },
});
