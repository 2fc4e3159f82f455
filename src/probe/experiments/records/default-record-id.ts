import { decided, experiment, giveUp, surprise } from "../../experiment";
import type { Lab } from "../../lab/lab";
import type { TableName } from "../../lab/shapes";

/** Ids of the default records of a table with key columns and of one without. */
export const defaultRecordId = experiment<readonly unknown[]>({
  name: "defaultRecordId",
  question: "What form has the id of the default record?",
  steps: "Creates a cell of the default record in a table with key columns and in one without.",
  reading: "`DEFAULT`: literal. Anything else: uuid. Both tables must agree.",
  undecided: "The answers show no id.",
  tables: ["cells", "keyless"],
  observe: async (lab) => [await idIn(lab, "cells"), await idIn(lab, "keyless")],
  read: ([first, second]) => {
    const form = (id: unknown) => (id === "DEFAULT" ? "literal" : "uuid");
    return form(first) === form(second) ? decided(form(first)) : surprise("tables with and without key columns differ");
  },
});

async function idIn(lab: Lab, name: TableName): Promise<unknown> {
  const table = await lab.table(name);
  const [outcome] = await table.create({ row: null, column: "Text", value: "fallback" });
  const { RecordId } = outcome?.kind === "done" ? outcome.item : await table.entry(null, "Text");
  return typeof RecordId === "string" ? RecordId : giveUp("the answer shows no record id");
}
