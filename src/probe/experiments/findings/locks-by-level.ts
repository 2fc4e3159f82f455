import { decided, experiment, type Value } from "../../experiment";
import { isDone } from "../../lab/cell";
import type { Lab } from "../../lab/lab";
import type { Level } from "../../lab/table";

const levels: readonly Level[] = ["NONE", "DATA_TABLE", "PRIMARY_VALUE", "ATTRIBUTE", "VALUE"];

/** Which parts are shown, and which writes go without, at every level. */
export const locksByLevel = experiment<Readonly<Record<string, Value>>>({
  name: "locksByLevel",
  kind: "finding",
  question: "Which parts of a lock version are shown at each lock level, and which writes are accepted without one?",
  steps: "At each lock level, describes a cell, and sends an update, a delete and a create without a lock version.",
  reading: "The parts that are shown, and the writes that are accepted.",
  undecided: "Never.",
  tables: ["locks"],
  observe: async (lab) => {
    const found: Record<string, Value> = {};
    for (const level of levels) found[level] = await atLevel(lab, level);
    return found;
  },
  read: (found) => decided(found),
});

async function atLevel(lab: Lab, level: Level): Promise<Value> {
  const table = await lab.table("locks");
  const row = lab.row();
  await table.prepare({ row, column: "Text" });
  await table.setLevel(level);
  const shown = Object.keys(await table.lock(row, "Text"));
  const create = isDone((await table.create({ row, column: "Other" }))[0]);
  const update = isDone((await table.update({ row, column: "Text", value: "changed" }))[0]);
  const remove = isDone((await table.remove({ row, column: "Text", lock: {} }))[0]);
  return { shown, create, update, delete: remove };
}
