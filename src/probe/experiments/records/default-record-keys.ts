import { decided, experiment, surprise } from "../../experiment";

/** PrimaryValues of the default record. */
export const defaultRecordKeys = experiment<unknown>({
  name: "defaultRecordKeys",
  question: "What do answers show as PrimaryValues of the default record?",
  steps: "Describes a cell of the default record.",
  reading: "null; no such member; or an empty list.",
  undecided: "The cell is not found.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    await table.create({ row: null, column: "Text", value: "fallback" });
    return (await table.entry(null, "Text")).PrimaryValues;
  },
  read: (keys) => {
    if (keys === undefined) return decided("absent");
    if (keys === null) return decided("null");
    return Array.isArray(keys) && keys.length === 0 ? decided("empty") : surprise("the default record has keys");
  },
});
