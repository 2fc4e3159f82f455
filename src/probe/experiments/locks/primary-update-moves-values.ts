import { decided, experiment, giveUp } from "../../experiment";

/** Whether other keys move the versions of a record's cells. */
export const primaryUpdateMovesValues = experiment<boolean>({
  name: "primaryUpdateMovesValues",
  question: "Does a change of a row's keys change the lock versions of its cells?",
  steps: "Describes a cell at lock level VALUE, changes the key of its row at NONE, and describes it again at VALUE.",
  reading: "Whether the Value part is another one.",
  undecided: "The keys cannot be changed.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const [from, to] = [lab.row(), lab.row()];
    await table.prepare({ row: from, column: "Text" });
    await table.setLevel("VALUE");
    const before = await table.lock(from, "Text");
    await table.setLevel("NONE");
    const reply = await table.rekey(from, to, before);
    if (reply.kind === "refusal") giveUp(`the keys cannot be changed: ${reply.type}`);
    await table.setLevel("VALUE");
    return (await table.lockPart(to, "Text", "Value")) !== before.Value;
  },
  read: (moves) => decided(moves),
});
