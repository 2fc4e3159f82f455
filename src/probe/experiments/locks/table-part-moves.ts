import { decided, experiment, giveUp, surprise } from "../../experiment";
import { isDone } from "../../lab/cell";
import type { Lab } from "../../lab/lab";
import type { Level, Table } from "../../lab/table";

interface Seen {
  readonly atValue: boolean;
  readonly atTable: boolean;
}

/** Whether values move the table's part. */
export const tablePartMoves = experiment<Seen>({
  name: "tablePartMoves",
  question: "At which lock levels does a written value move the table's part of the lock version?",
  steps: "Creates a cell at lock level VALUE and one at DATA_TABLE, and describes the table before and after each.",
  reading: "It moves at both, at DATA_TABLE only, or at neither.",
  undecided: "A create is refused, or the table shows no lock version.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    return { atValue: await moves(lab, table, "VALUE"), atTable: await moves(lab, table, "DATA_TABLE") };
  },
  read: ({ atValue, atTable }) => {
    if (atTable) return decided(atValue ? "always" : "at-level");
    return atValue ? surprise("it moves at VALUE, but not at DATA_TABLE") : decided("never");
  },
});

async function moves(lab: Lab, table: Table, level: Level): Promise<boolean> {
  await table.setLevel(level);
  const before = await table.tableVersion();
  const lock = level === "DATA_TABLE" ? { DataTable: before } : undefined;
  const [outcome] = await table.create({ row: lab.row(), column: "Text", lock });
  if (!isDone(outcome)) giveUp(`a create at ${level} is refused`);
  return (await table.tableVersion()) !== before;
}
