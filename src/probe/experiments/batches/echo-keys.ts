import { decided, experiment, giveUp, surprise } from "../../experiment";
import { keysOf } from "../../lab/cell";

interface Seen {
  readonly sent: string;
  readonly stored: string;
  readonly echoed: string | undefined;
}

/** The spelling of keys in answers. */
export const echoKeys = experiment<Seen>({
  name: "echoKeys",
  question: "Do answers show keys as they were sent, or as they are stored?",
  steps: "In a table whose key ignores case, creates a cell of row `MIXED` that exists as `Mixed`.",
  reading: "The spelling in the answer.",
  undecided: "The key does not ignore case after all.",
  tables: ["folded"],
  observe: async (lab) => {
    const table = await lab.table("folded");
    const stored = `Mixed-${lab.row()}`;
    const sent = stored.toUpperCase();
    await table.prepare({ row: stored, column: "Text" });
    const [outcome] = await table.create({ row: sent, column: "Other" });
    if (outcome?.kind !== "done") return giveUp("a second cell of the row was not created");
    return { sent, stored, echoed: keysOf(outcome.item).Store };
  },
  read: ({ sent, stored, echoed }) => {
    if (echoed === sent) return decided("as-sent");
    return echoed === stored ? decided("as-stored") : surprise(`the answer has ${JSON.stringify(echoed)}`);
  },
});
