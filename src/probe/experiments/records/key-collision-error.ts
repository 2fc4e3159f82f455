import { experiment } from "../../experiment";
import type { Reply } from "../../service/ports";
import { typeOf } from "../readings";
import { collisionTypes } from "../schema/rename-collision-error";

/** The error type of keys that are in use. */
export const keyCollisionError = experiment<Reply>({
  name: "keyCollisionError",
  question: "With which error type are new keys refused that are in use?",
  steps: "Changes the key of a row to that of another one, at lock level NONE.",
  reading: "The error type.",
  undecided: "Never.",
  tables: ["cells"],
  observe: async (lab) => {
    const table = await lab.table("cells");
    const [from, to] = [lab.row(), lab.row()];
    await table.prepare({ row: from, column: "Text" }, { row: to, column: "Text" });
    return table.rekey(from, to, await table.looseLock(from, "Text"));
  },
  read: (reply) => typeOf(reply, collisionTypes, "a key in use"),
});
