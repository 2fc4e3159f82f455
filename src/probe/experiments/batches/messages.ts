import { decided, experiment, surprise } from "../../experiment";

/** The messages that public programs have seen. */
const observed = ["Value not found", "Concurrency conflict"];

/** The words of failed items. */
export const messages = experiment<readonly string[]>({
  name: "messages",
  question: "In which words does a failed item say why?",
  steps: "Describes a cell that does not exist, and one of a column that does not exist.",
  reading: "`plain`: the words that public programs have seen; `terse`: the same for both; `wordy`: other words.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const cells = [
      { row: lab.row(), column: "Text" },
      { row: lab.row(), column: "Nowhere" },
    ];
    const outcomes = [...(await table.describe(cells[0]!)), ...(await table.describe(cells[1]!))];
    return outcomes.map((outcome) => (outcome.kind === "done" ? "" : outcome.message));
  },
  read: ([missing = "", unknown = ""]) => {
    if (missing === "" || unknown === "")
      return surprise("what does not exist was described, or failed without a message");
    if (observed.includes(missing)) return decided("plain");
    return decided(missing === unknown ? "terse" : "wordy");
  },
});
