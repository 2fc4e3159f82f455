/** What the service makes of one value that is written. */
import { experiment, giveUp, type Experiment } from "../../experiment";
import { shortOutcome, type Outcome } from "../../lab/cell";
import type { Lab } from "../../lab/lab";
import { readBack } from "../readings";

/** The outcome of a create, and the stored value where it was accepted and is there. */
export interface Written {
  readonly outcome: Outcome | undefined;
  readonly stored?: unknown;
}

/** Creates a cell in a new row and describes it. */
export async function writeOne(lab: Lab, column: string, value: string): Promise<Written> {
  const table = await lab.table("cells");
  const row = lab.row();
  const [outcome] = await table.create({ row, column, value });
  if (outcome?.kind !== "done") return { outcome };
  const [described] = await table.describe({ row, column });
  return { outcome, ...(described?.kind === "done" && { stored: described.item.Value }) };
}

/** A normalisation that a service may have. */
interface Normalisation {
  readonly name: string;
  readonly question: string;
  readonly column: string;
  readonly sent: string;
  readonly normalised: string;
}

/** The experiment that finds out whether the service has it. */
export function normalisation({ name, question, column, sent, normalised }: Normalisation): Experiment {
  const shown = JSON.stringify(sent).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return experiment<unknown>({
    name,
    question,
    steps: `Creates a cell with ${shown} and describes it.`,
    reading: "It is stored as it was sent, or in its other form.",
    undecided: "The value is refused.",
    tables: ["cells"],
    observe: async (lab) => {
      const { outcome, stored } = await writeOne(lab, column, sent);
      return outcome?.kind === "done" ? stored : giveUp(`the value is refused: ${shortOutcome(outcome)}`);
    },
    read: (stored) => readBack(sent, normalised, stored),
  });
}
