import { decided, experiment, surprise } from "../../experiment";
import type { Reply } from "../../service/ports";
import { invalidTypes } from "../readings";

/** Minimum together with ExclusiveMinimum. */
export const bothMinimums = experiment<Reply>({
  name: "bothMinimums",
  question: "May a column have Minimum and ExclusiveMinimum?",
  steps: "Creates a NUMBER column with both.",
  reading: "Accepted, or refused with a 400.",
  undecided: "Never.",
  tables: ["schema"],
  observe: async (lab) => {
    const table = await lab.table("schema");
    const Validation = { Minimum: 1, ExclusiveMinimum: 0 };
    return table.send("CreateDataTableAttribute", { Name: `Both${lab.row()}`, ValueType: "NUMBER", Validation });
  },
  read: (reply) => {
    if (reply.kind === "answer") return decided("accepted");
    return invalidTypes.includes(reply.type) ? decided("refused") : surprise(`refused with ${reply.type}`);
  },
});
