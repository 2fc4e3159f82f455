import { decided, experiment, type Value } from "../../experiment";
import type { Outcome } from "../../lab/cell";
import type { Lab } from "../../lab/lab";

/** The catalogue of messages. */
export const failureMessages = experiment<Readonly<Record<string, Value>>>({
  name: "failureMessages",
  kind: "finding",
  question: "What do failed items and refused requests say?",
  steps:
    "Creates what exists, what does not fit its column and what has no column; updates and deletes what does not exist.",
  reading: "The messages.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => messagesOf(lab),
  read: (found) => decided(found),
});

async function messagesOf(lab: Lab): Promise<Readonly<Record<string, Value>>> {
  const table = await lab.table("cells");
  const row = lab.row();
  await table.prepare({ row, column: "Text" });
  const lock = { Value: "0" };
  const [exists] = await table.create({ row, column: "Text" });
  const [type] = await table.create({ row, column: "Number", value: "abc" });
  const [long] = await table.create({ row, column: "Other", value: "x".repeat(5001) });
  const [column] = await table.create({ row, column: "Nowhere" });
  const [update] = await table.update({ row: lab.row(), column: "Text", lock });
  const [remove] = await table.remove({ row: lab.row(), column: "Text", lock });
  const outcomes = { exists, type, long, column, update, delete: remove };
  return Object.fromEntries(Object.entries(outcomes).map(([name, outcome]) => [name, messageOf(outcome)]));
}

function messageOf(outcome: Outcome | undefined): string {
  return outcome === undefined || outcome.kind === "done" ? "(accepted)" : outcome.message;
}
