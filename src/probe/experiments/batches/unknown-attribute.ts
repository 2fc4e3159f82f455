import { experiment, giveUp } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import { perItemOrWhole } from "../readings";
import { takesTwo } from "../two-items";

/** A column that does not exist. */
export const unknownAttribute = experiment<Outcome | undefined>({
  name: "unknownAttribute",
  question: "Does an item that names a column which does not exist refuse the whole request?",
  steps: "Creates a good cell and one in a column that does not exist in one request.",
  reading: "The item fails alone, or the request is refused with ResourceNotFound.",
  undecided: "The scratch table no longer exists.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const bad = { row: lab.row(), column: "Nowhere" };
    const good = takesTwo(lab, "Create") ? [{ row: lab.row(), column: "Text" }] : [];
    const outcome = (await table.create(...good, bad)).at(-1);
    const isThere = outcome?.kind !== "refused" || (await table.send("DescribeDataTable")).kind === "answer";
    return isThere ? outcome : giveUp("the scratch table no longer exists");
  },
  read: (outcome) => perItemOrWhole(outcome, ["ResourceNotFoundException"]),
});
