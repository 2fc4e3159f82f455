import { decided, experiment, giveUp, surprise } from "../../experiment";
import { isDone } from "../../lab/cell";
import type { Lab } from "../../lab/lab";
import { listAll } from "../../lab/lists";
import { rowOf } from "../../lab/table";
import type { TableName } from "../../lab/shapes";

interface Case {
  readonly table: TableName;
  readonly sent: string;
  readonly normalised: string;
}

interface Seen extends Case {
  readonly rows: readonly (string | null)[];
}

/** Whether keys are normalised as values are. */
export const normaliseKeys = experiment<Seen>({
  name: "normaliseKeys",
  question: "Do keys go through the same normalisation as values?",
  steps: "Creates a row whose key a value would not keep, and lists the keys.",
  reading: "The key is as it was sent, or as a value would be.",
  undecided: "Values are stored as they are sent, so that there is nothing to see.",
  tables: ["folded", "numbers"],
  observe: async (lab) => {
    const what = caseFor(lab);
    const table = await lab.table(what.table);
    const [outcome] = await table.create({ row: what.sent, column: "Text" });
    if (!isDone(outcome)) giveUp("the key is refused");
    return { ...what, rows: (await listAll(table, "ListDataTablePrimaryValues")).map(rowOf) };
  },
  read: ({ sent, normalised, rows }) => {
    if (rows.includes(sent)) return decided(false);
    return rows.includes(normalised) ? decided(true) : surprise("the key is stored in neither form");
  },
});

function caseFor(lab: Lab): Case {
  if (lab.known("trimValues") === true) return { table: "folded", sent: "  ends  ", normalised: "ends" };
  if (lab.known("normaliseUnicode") === true) return { table: "folded", sent: "cle\u0301", normalised: "cl\u00e9" };
  if (lab.known("canonicalNumbers") === true) return { table: "numbers", sent: "7.50", normalised: "7.5" };
  return giveUp("values are stored as they are sent, so that there is nothing to see");
}
