import { decided, experiment, giveUp, surprise } from "../../experiment";
import type { JsonObject } from "../../service/ports";

/** A member that is empty. */
export const emptyMembers = experiment<unknown>({
  name: "emptyMembers",
  question: "Is an empty description shown, or left out?",
  steps: "Describes a column without a description.",
  reading: "No member: absent. An empty one: present.",
  undecided: "The column is not found.",
  tables: ["schema"],
  observe: async (lab) => {
    const reply = await (await lab.table("schema")).send("DescribeDataTableAttribute", { AttributeName: "Number" });
    return reply.kind === "answer" ? (reply.body.Attribute as JsonObject).Description : giveUp("a column is not found");
  },
  read: (description) => {
    if (description === undefined || description === null) return decided("absent");
    return description === "" ? decided("present") : surprise("a column has a description that it was not given");
  },
});
