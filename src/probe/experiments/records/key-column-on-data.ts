import { decided, experiment } from "../../experiment";
import type { Lab } from "../../lab/lab";
import type { Table } from "../../lab/table";
import type { Reply } from "../../service/ports";

/** A table of two rows that gets another key column. */
export async function addKeyColumn(lab: Lab): Promise<{ table: Table; reply: Reply }> {
  const table = await lab.table("rekeyed");
  await table.prepare({ row: lab.row(), column: "Text" }, { row: lab.row(), column: "Text" });
  const column = { Name: `Key${lab.row()}`, ValueType: "TEXT", Primary: true };
  return { table, reply: await table.send("CreateDataTableAttribute", column) };
}

/** A key column for a table that holds data. */
export const keyColumnOnData = experiment<Reply>({
  name: "keyColumnOnData",
  question: "May a table that holds data get another key column?",
  steps: "Adds a key column to a table of two rows.",
  reading: "Refused, or accepted: the rows are filled with the empty value.",
  undecided: "Never.",
  tables: ["rekeyed"],
  observe: async (lab) => (await addKeyColumn(lab)).reply,
  read: (reply) => decided(reply.kind === "answer" ? "filled" : "refused"),
});
