import { experiment, giveUp } from "../../experiment";
import { isDone, type Outcome } from "../../lab/cell";
import { perItemOrWhole, staleTypes } from "../readings";
import { rowOfTwo, takesTwo } from "../two-items";

/** An outdated lock version. */
export const staleItem = experiment<Outcome | undefined>({
  name: "staleItem",
  question: "Does an outdated lock version refuse the whole request?",
  steps:
    "At lock level VALUE, updates a cell, and then that cell with its old version and another one with a good version in one request.",
  reading: "The item fails alone, or the request is refused with Conflict.",
  undecided: "The first update is refused.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const row = await rowOfTwo(lab, table);
    const old = { Value: await table.lockPart(row, "Text", "Value") };
    const [first] = await table.update({ row, column: "Text", value: "changed", lock: old });
    if (!isDone(first)) giveUp("an update with the current lock version is refused");
    const good = { row, column: "Other", value: "good", lock: { Value: await table.lockPart(row, "Other", "Value") } };
    const stale = { row, column: "Text", value: "stale", lock: old };
    return (await table.update(...(takesTwo(lab, "Update") ? [good, stale] : [stale]))).at(-1);
  },
  read: (outcome) => perItemOrWhole(outcome, staleTypes),
});
