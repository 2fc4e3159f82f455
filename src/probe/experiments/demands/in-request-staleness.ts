import { decided, experiment, giveUp, surprise, type Reading } from "../../experiment";
import { isDone, shortOutcome, type Cell, type Outcome } from "../../lab/cell";
import type { Lab } from "../../lab/lab";
import type { Table } from "../../lab/table";
import { staleTypes } from "../readings";
import { takesTwo } from "../two-items";

/** What became of two items of one lock scope that carried the same version, and of the first one alone where both were refused. */
interface Seen {
  readonly both: readonly Outcome[];
  readonly alone?: Outcome;
}

/** Whether the first success of a request makes the others of its lock scope stale. */
export const inRequestStaleness = experiment<Seen>({
  name: "inRequestStaleness",
  question: "Does the first success of a request make the following items of its lock scope stale?",
  steps:
    "At lock level ATTRIBUTE, updates two cells of one column in one request, both with the current version; else creates two, or deletes two.",
  reading:
    "Both go through: no. The second one fails, or the request is refused where the first item alone goes through: yes.",
  undecided: "Every operation takes one item a request.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const rows = [lab.row(), lab.row()];
    await table.prepare(...rows.map((row) => ({ row, column: "Text" })));
    await table.setLevel("ATTRIBUTE");
    const lock = { Attribute: await table.lockPart(rows[0] ?? "", "Text", "Attribute") };
    const { send, cells } = requestFor(lab, table, rows);
    const items = cells.map((cell) => ({ ...cell, lock }));
    const both = await send(items);
    if (both.every(({ kind }) => kind !== "refused")) return { both };
    return { both, alone: (await send(items.slice(0, 1)))[0] };
  },
  read: readStaleness,
});

function requestFor(lab: Lab, table: Table, rows: readonly string[]) {
  const cells: Cell[] = rows.map((row) => ({ row, column: "Text", value: "changed" }));
  if (takesTwo(lab, "Update")) return { cells, send: (items: readonly Cell[]) => table.update(...items) };
  if (takesTwo(lab, "Delete")) return { cells, send: (items: readonly Cell[]) => table.remove(...items) };
  if (!takesTwo(lab, "Create")) return giveUp("every operation takes one item a request");
  const fresh = cells.map((cell) => ({ ...cell, row: lab.row() }));
  return { cells: fresh, send: (items: readonly Cell[]) => table.create(...items) };
}

/** Two successes, one of two, or a refusal that does not hold for one item. */
export function readStaleness({ both: [first, second], alone }: Seen): Reading {
  if (isDone(first) && isDone(second)) return decided(false);
  if (isDone(first) && second?.kind === "failed") return decided(true);
  if (first?.kind === "refused" && staleTypes.includes(first.type) && isDone(alone)) return decided(true);
  return surprise(`two items with a current version: ${shortOutcome(first)}, ${shortOutcome(second)}`);
}
