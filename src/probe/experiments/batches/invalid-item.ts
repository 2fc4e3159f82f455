import { experiment } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import { invalidTypes, perItemOrWhole } from "../readings";
import { takesTwo } from "../two-items";

/** A value that does not fit its column. */
export const invalidItem = experiment<Outcome | undefined>({
  name: "invalidItem",
  question: "Does a value that does not fit its column refuse the whole request?",
  steps: "Creates a good cell and `abc` in a NUMBER column in one request.",
  reading: "The item fails alone, or the request is refused with a 400.",
  undecided: "Never; where BatchCreate takes one item a request, the bad one is sent alone.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const bad = { row: lab.row(), column: "Number", value: "abc" };
    const good = takesTwo(lab, "Create") ? [{ row: lab.row(), column: "Text" }] : [];
    return (await table.create(...good, bad)).at(-1);
  },
  read: (outcome) => perItemOrWhole(outcome, invalidTypes),
});
