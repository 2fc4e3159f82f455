import { experiment } from "../../experiment";
import type { Reply } from "../../service/ports";
import { typeOf } from "../readings";

/** The error types of a name that is in use. */
export const collisionTypes = [
  "InvalidRequestException",
  "ConflictException",
  "DuplicateResourceException",
  "InvalidParameterException",
] as const;

/** A column renamed to a name that is in use. */
export const renameCollisionError = experiment<Reply>({
  name: "renameCollisionError",
  question: "With which error type is a column refused that is renamed to a name in use?",
  steps: "Renames a column to the name of another one.",
  reading: "The error type.",
  undecided: "Never.",
  tables: ["schema"],
  observe: async (lab) => {
    const table = await lab.table("schema");
    return table.send("UpdateDataTableAttribute", { AttributeName: "Text", Name: "Number", ValueType: "TEXT" });
  },
  read: (reply) => typeOf(reply, collisionTypes, "a name in use"),
});
