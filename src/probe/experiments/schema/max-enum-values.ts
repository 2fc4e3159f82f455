import { decided, experiment, undecided } from "../../experiment";
import type { Table } from "../../lab/table";
import { largest, type Found } from "../sizes/largest";

/** The largest Enum. */
export const maxEnumValues = experiment<Found>({
  name: "maxEnumValues",
  question: "How many values may the Enum rule of a column have?",
  steps: "Gives a TEXT column an Enum of 1,000 values, and of halves of what is left open.",
  reading: "A 400 is too many. null: no limit was met.",
  undecided: "Not even one value is accepted.",
  tables: ["schema"],
  observe: async (lab) => {
    const table = await lab.table("schema");
    return largest(1000, (count) => takes(table, count));
  },
  read: ({ limit }) => (limit === 0 ? undecided("not even one value is accepted") : decided(limit)),
});

async function takes(table: Table, count: number): Promise<boolean> {
  const Values = Array.from({ length: count }, (_, index) => `v${index}`);
  const column = {
    AttributeName: "Text",
    Name: "Text",
    ValueType: "TEXT",
    Validation: { Enum: { Strict: false, Values } },
  };
  return (await table.send("UpdateDataTableAttribute", column)).kind === "answer";
}
