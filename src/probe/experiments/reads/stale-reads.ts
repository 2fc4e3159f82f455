import { decided, experiment, undecided } from "../../experiment";
import type { JsonObject } from "../../service/ports";

/** Reads after which a write that is still not seen is given up. */
const patience = 20;

/** How many reads after a write still show the old state. */
export const staleReads = experiment<number | undefined>({
  name: "staleReads",
  question: "How many reads of a table's values after a write still show the old state?",
  steps: "Creates a cell and lists the table until it is there.",
  reading: "The number of lists without it.",
  undecided: `The cell is not there after ${patience} lists.`,
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    const input = { ...table.address, MaxResults: 1000 };
    for (let stale = 0; stale <= patience; stale++) {
      const reply = await lab.session.send("ListDataTableValues", input);
      const entries = reply.kind === "answer" ? ((reply.body.Values ?? []) as readonly JsonObject[]) : [];
      if (entries.some((entry) => entry.AttributeName === "Text" && JSON.stringify(entry).includes(`"${row}"`)))
        return stale;
    }
    return undefined;
  },
  read: (stale) => (stale === undefined ? undecided(`the cell is not there after ${patience} lists`) : decided(stale)),
});
