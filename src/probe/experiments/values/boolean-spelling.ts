import { decided, experiment, surprise } from "../../experiment";
import { writeOne, type Written } from "./written";

/** The spelling of a boolean. */
export const booleanSpelling = experiment<Written>({
  name: "booleanSpelling",
  question: "What becomes of the boolean `TRUE`?",
  steps: "Creates a BOOLEAN cell with `TRUE` and describes it.",
  reading: "Refused: strict. Stored as it is: kept. Stored as `true`: lowered.",
  undecided: "Never.",
  tables: ["cells"],
  observe: (lab) => writeOne(lab, "Flag", "TRUE"),
  read: ({ outcome, stored }) => {
    if (outcome?.kind !== "done") return decided("strict");
    if (stored === "TRUE") return decided("kept");
    return stored === "true" ? decided("lowered") : surprise(`TRUE was stored as ${JSON.stringify(stored)}`);
  },
});
