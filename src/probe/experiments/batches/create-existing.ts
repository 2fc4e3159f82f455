import { experiment } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import { perItemOrWhole } from "../readings";
import { takesTwo } from "../two-items";

/** A create of a cell that exists. */
export const createExisting = experiment<Outcome | undefined>({
  name: "createExisting",
  question: "Does the create of a cell that exists refuse the whole request?",
  steps: "Creates a new cell and one that exists in one request, at lock level NONE.",
  reading: "The item fails alone, or the request is refused with DuplicateResource.",
  undecided: "Never; where BatchCreate takes one item a request, the existing one is sent alone.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const row = lab.row();
    await table.prepare({ row, column: "Text" });
    const good = takesTwo(lab, "Create") ? [{ row: lab.row(), column: "Text" }] : [];
    return (await table.create(...good, { row, column: "Text", value: "y" })).at(-1);
  },
  read: (outcome) => perItemOrWhole(outcome, ["DuplicateResourceException"]),
});
