import { decided, experiment } from "../../experiment";
import type { Reply } from "../../service/ports";

/** A list as a key. */
export const listKeys = experiment<Reply>({
  name: "listKeys",
  question: "May a key column hold lists?",
  steps: "Creates a key column of type TEXT_LIST in a table without data.",
  reading: "Accepted, or refused.",
  undecided: "Never.",
  tables: ["schema"],
  observe: async (lab) => {
    const table = await lab.table("schema");
    return table.send("CreateDataTableAttribute", { Name: `List${lab.row()}`, ValueType: "TEXT_LIST", Primary: true });
  },
  read: (reply) => decided(reply.kind === "answer" ? "accepted" : "refused"),
});
