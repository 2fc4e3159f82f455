import { decided, experiment, giveUp } from "../../experiment";
import { entriesOf } from "../../lab/lists";
import type { Table } from "../../lab/table";

/** The id of a record whose keys change. */
export const recordIdOnKeyChange = experiment<readonly unknown[]>({
  name: "recordIdOnKeyChange",
  question: "Does a record keep its id when its keys change?",
  steps: "Changes the key of a row at lock level NONE, and compares the record ids before and after.",
  reading: "The same: kept. Another: new.",
  undecided: "The keys cannot be changed, or lists show no record id.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const [from, to] = [lab.row(), lab.row()];
    await table.prepare({ row: from, column: "Text" });
    const before = await idOf(table, from);
    const reply = await table.rekey(from, to, await table.looseLock(from, "Text"));
    if (reply.kind === "refusal") giveUp(`the keys cannot be changed: ${reply.type}`);
    return [before, await idOf(table, to)];
  },
  read: ([before, after]) => decided(before === after ? "kept" : "new"),
});

async function idOf(table: Table, row: string): Promise<unknown> {
  const [entry] = await entriesOf(table, "ListDataTablePrimaryValues", row);
  return entry?.RecordId ?? giveUp("the row is not listed with a record id");
}
