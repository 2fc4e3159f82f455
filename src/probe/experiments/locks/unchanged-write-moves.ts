import { decided, experiment, giveUp } from "../../experiment";
import { isDone } from "../../lab/cell";

/** Whether the value that is there already moves versions. */
export const unchangedWriteMoves = experiment<boolean>({
  name: "unchangedWriteMoves",
  question: "Does writing the value that is already there change lock versions?",
  steps: "At lock level VALUE, updates a cell to the value that it has.",
  reading: "Whether the Value part is another one.",
  undecided: "The update is refused.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = lab.row();
    await table.prepare({ row, column: "Text", value: "same" });
    await table.setLevel("VALUE");
    const Value = await table.lockPart(row, "Text", "Value");
    const [outcome] = await table.update({ row, column: "Text", value: "same", lock: { Value } });
    if (!isDone(outcome)) giveUp("the update is refused");
    return (await table.lockPart(row, "Text", "Value")) !== Value;
  },
  read: (moves) => decided(moves),
});
