import { decided, experiment, surprise } from "../../experiment";
import type { JsonObject } from "../../service/ports";

/** A missing value of a record that exists. */
export const missingCellFallback = experiment<JsonObject>({
  name: "missingCellFallback",
  question: "What does a missing value of a row that exists evaluate to?",
  steps: "Creates a default value for a column and a row without a value in it, and evaluates that.",
  reading: "The default value: default-record. Empty: type-default.",
  undecided: "The value cannot be evaluated.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    await table.create({ row: null, column: "Text", value: "fallback" });
    const row = lab.row();
    await table.prepare({ row, column: "Other" });
    return table.evaluate(row, "Text");
  },
  read: ({ EvaluatedValue }) => {
    if (EvaluatedValue === "fallback") return decided("default-record");
    return EvaluatedValue === ""
      ? decided("type-default")
      : surprise(`it evaluates to ${JSON.stringify(EvaluatedValue)}`);
  },
});
