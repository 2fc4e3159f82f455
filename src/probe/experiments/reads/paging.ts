import { decided, experiment, giveUp } from "../../experiment";
import { isDone } from "../../lab/cell";
import { listPage, restOf } from "../../lab/lists";
import { rowOf } from "../../lab/table";
import type { JsonObject } from "../../service/ports";
import { fewRows } from "./few-rows";

/** Whether later pages show what was written since the first one. */
export const paging = experiment<boolean>({
  name: "paging",
  question: "Do later pages of a list show what was written since the first one?",
  steps: "Lists two entries, deletes a cell that comes later, and lists the rest.",
  reading: "The cell is not listed: live. It is still listed: snapshot.",
  undecided: "The cell cannot be deleted, or there is one page only.",
  tables: ["pages"],
  observe: async (lab) => {
    const { table, rows } = await fewRows(lab);
    const victim = rows.at(-1) ?? "";
    const lock = await table.looseLock(victim, "Text");
    const first = await listPage(table, "ListDataTableValues", { MaxResults: 2 });
    if (first.token === undefined) giveUp("there is one page only");
    if (first.entries.some((entry) => rowOf(entry) === victim)) giveUp("the order of the list changes");
    const [outcome] = await table.remove({ row: victim, column: "Text", lock });
    if (!isDone(outcome)) giveUp("a cell cannot be deleted");
    const isVictim = (entry: JsonObject) => rowOf(entry) === victim && entry.AttributeName === "Text";
    return (await restOf(table, "ListDataTableValues", first, { MaxResults: 100 })).some(isVictim);
  },
  read: (isThere) => decided(isThere ? "snapshot" : "live"),
});
