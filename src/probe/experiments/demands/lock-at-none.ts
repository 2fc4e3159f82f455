import { decided, experiment, surprise } from "../../experiment";
import { isDone, type Outcome } from "../../lab/cell";

/** Writes without a lock version at level NONE. */
export const lockAtNone = experiment<readonly Outcome[]>({
  name: "lockAtNone",
  question: "Are an update without a lock version and a delete with an empty one accepted at lock level NONE?",
  steps: "At lock level NONE, updates a cell without a lock version and deletes it with `{}`.",
  reading: "Both accepted: optional. Both refused: required.",
  undecided: "Never.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    const update = await table.update({ row, column: "Text", value: "changed" });
    return [...update, ...(await table.remove({ row, column: "Text", lock: {} }))];
  },
  read: ([update, remove]) => {
    if (isDone(update) === isDone(remove)) return decided(isDone(update) ? "optional" : "required");
    return surprise(`the update was ${isDone(update) ? "accepted" : "refused"}, the delete was not`);
  },
});
