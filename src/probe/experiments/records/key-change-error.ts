import { experiment, giveUp } from "../../experiment";
import type { Reply } from "../../service/ports";
import { typeOf } from "../readings";

/** The error type of a key column that cannot change. */
export const keyChangeError = experiment<Reply>({
  name: "keyChangeError",
  question: "With which error type is a change of key columns refused?",
  steps:
    "Adds a key column to a table of two rows; where that is accepted, deletes the column that tells the rows apart.",
  reading: "The error type.",
  undecided: "Both are accepted.",
  tables: ["rekeyed"],
  observe: async (lab) => {
    const table = await lab.table("rekeyed");
    const column = { Name: `Key${lab.row()}`, ValueType: "TEXT", Primary: true };
    const added = await table.send("CreateDataTableAttribute", column);
    if (added.kind === "refusal") return added;
    const deleted = await table.send("DeleteDataTableAttribute", { AttributeName: "Store" });
    return deleted.kind === "refusal" ? deleted : giveUp("every change of key columns is accepted");
  },
  read: (reply) => typeOf(reply, ["InvalidRequestException", "ConflictException"], "a change of key columns"),
});
