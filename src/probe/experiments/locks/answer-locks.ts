import { decided, experiment, giveUp } from "../../experiment";
import { isDone, lockOf, type Lock, type Outcome } from "../../lab/cell";
import type { Lab } from "../../lab/lab";
import type { Table } from "../../lab/table";
import { takesTwo } from "../two-items";

/** Whether an answer shows the versions after the request or after its own item; told by one part in two answers of one request. */
export const answerLocks = experiment<readonly string[]>({
  name: "answerLocks",
  question: "Does an answer show lock versions as they are after the whole request, or after its own item?",
  steps:
    "Creates two cells of one column in one request at lock level ATTRIBUTE; else updates two, or creates two cells of one row at NONE.",
  reading: "The Attribute part of both answers is the same, or not; in one row, the PrimaryValues part.",
  undecided:
    "Answers do not show the part; an operation takes one item a request; or one item makes the other one stale.",
  tables: ["locks"],
  observe: async (lab) => {
    const table = await lab.table("locks");
    const tries = [createTwo, updateTwo, fillRow];
    for (const attempt of tries) {
      const versions = await attempt(lab, table);
      if (versions) return versions;
    }
    return giveUp("no two items of one request show a part that both move");
  },
  read: ([first, second]) => decided(first === second ? "after-request" : "after-item"),
});

/** Versions of one part where both items went through and show it. */
function bothShow(outcomes: readonly Outcome[], part: keyof Lock): string[] | undefined {
  const versions = outcomes.map((outcome) => (isDone(outcome) ? lockOf(outcome)[part] : undefined));
  return versions.every((version) => version !== undefined) ? versions : undefined;
}

async function createTwo(lab: Lab, table: Table): Promise<string[] | undefined> {
  if (!takesTwo(lab, "Create")) return undefined;
  const row = lab.row();
  await table.prepare({ row, column: "Third" });
  await table.setLevel("ATTRIBUTE");
  const lock =
    lab.known("lockOnCreate") === "coarse" ? { Attribute: await table.lockPart(row, "Third", "Attribute") } : undefined;
  const cells = [lab.row(), lab.row()].map((each) => ({ row: each, column: "Third", lock }));
  return bothShow(await table.create(...cells), "Attribute");
}

async function updateTwo(lab: Lab, table: Table): Promise<string[] | undefined> {
  if (!takesTwo(lab, "Update")) return undefined;
  const rows = [lab.row(), lab.row()];
  await table.prepare(...rows.map((row) => ({ row, column: "Third" })));
  await table.setLevel("ATTRIBUTE");
  const isFree = lab.known("lockOnUpdate") === "optional";
  const lock = isFree ? undefined : { Attribute: await table.lockPart(rows[0] ?? "", "Third", "Attribute") };
  return bothShow(
    await table.update(...rows.map((row) => ({ row, column: "Third", value: "changed", lock }))),
    "Attribute",
  );
}

async function fillRow(lab: Lab, table: Table): Promise<string[] | undefined> {
  if (!takesTwo(lab, "Create") || lab.known("recordPartMoves") !== "always") return undefined;
  const row = lab.row();
  await table.prepare({ row, column: "Third" });
  const outcomes = await table.create({ row, column: "Text" }, { row, column: "Other" });
  return bothShow(outcomes, "PrimaryValues");
}
