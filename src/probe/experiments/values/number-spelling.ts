import { decided, experiment, giveUp, surprise } from "../../experiment";
import { isDone } from "../../lab/cell";
import type { JsonObject } from "../../service/ports";
import { writeOne, type Written } from "./written";

/** What became of `+1`, and where it was stored as `1`, what an expression that gives `+1` is as a number. */
interface Seen {
  readonly written: Written;
  readonly evaluated?: JsonObject;
}

/** The spelling of a number. */
export const numberSpelling = experiment<Seen>({
  name: "numberSpelling",
  question: "Are numbers accepted that JSON does not know, such as `+1`?",
  steps: 'Creates a NUMBER cell with `+1`; where it is stored as `1`, evaluates `=CONCAT("+1")` in a NUMBER column.',
  reading: "Refused, or an error of the expression: json. Accepted as it is, or no error: lenient.",
  undecided: "The expression is refused.",
  tables: ["cells"],
  observe: async (lab) => {
    const written = await writeOne(lab, "Number", "+1");
    if (!isDone(written.outcome) || written.stored !== "1") return { written };
    const table = await lab.table("cells");
    const row = lab.row();
    const [outcome] = await table.create({ row, column: "Number", value: '=CONCAT("+1")' });
    return isDone(outcome)
      ? { written, evaluated: await table.evaluate(row, "Number") }
      : giveUp("the expression is refused");
  },
  read: ({ written: { outcome, stored }, evaluated }) => {
    if (!isDone(outcome)) return decided("json");
    if (evaluated)
      return decided(evaluated.Error === true ? "json" : "lenient", "from an expression, because values are respelled");
    return stored === "+1" ? decided("lenient") : surprise(`+1 was stored as ${JSON.stringify(stored)}`);
  },
});
