import { decided, experiment } from "../../experiment";
import type { Reply } from "../../service/ports";

/** A key column for a table that holds data. */
export const keyColumnOnData = experiment<Reply>({
  name: "keyColumnOnData",
  question: "May a table that holds data get another key column?",
  steps: "Adds a key column to a table of two rows.",
  reading: "Refused, or accepted: the rows are filled with the empty value.",
  undecided: "Never.",
  tables: ["rekeyed"],
  observe: async (lab) => {
    const table = await lab.table("rekeyed");
    await table.prepare({ row: lab.row(), column: "Text" }, { row: lab.row(), column: "Text" });
    return table.send("CreateDataTableAttribute", { Name: `Key${lab.row()}`, ValueType: "TEXT", Primary: true });
  },
  read: (reply) => decided(reply.kind === "answer" ? "filled" : "refused"),
});
