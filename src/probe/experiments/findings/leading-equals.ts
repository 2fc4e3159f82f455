import { decided, experiment, type Value } from "../../experiment";
import { isDone } from "../../lab/cell";
import type { Lab } from "../../lab/lab";

/** Spellings that might stand for the text `=1`. */
const spellings = ["=1", "'=1", "\\=1", "==1", '="=1"'];

/** A string that begins with an equals sign. */
export const leadingEquals = experiment<Readonly<Record<string, Value>>>({
  name: "leadingEquals",
  kind: "finding",
  question: "Can a string begin with an equals sign without being an expression?",
  steps: `Creates TEXT cells with ${spellings.map((text) => `\`${text}\``).join(", ")}, and evaluates them.`,
  reading: "What each evaluates to; `=1` is what is looked for.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => {
    const found: Record<string, Value> = {};
    for (const text of spellings) found[text] = await evaluated(lab, text);
    return found;
  },
  read: (found) => decided(found),
});

async function evaluated(lab: Lab, value: string): Promise<Value> {
  const table = await lab.table("cells");
  const row = lab.row();
  if (!isDone((await table.create({ row, column: "Text", value }))[0])) return "(refused)";
  const { EvaluatedValue, Error: failed } = await table.evaluate(row, "Text");
  return failed === true ? "(error)" : String(EvaluatedValue);
}
