import { decided, experiment, undecided } from "../../experiment";
import type { JsonObject } from "../../service/ports";

/** The form of time stamps. */
export const timeStamps = experiment<unknown>({
  name: "timeStamps",
  kind: "finding",
  question: "What form do time stamps have, and how fine are they?",
  steps: "Describes a table and looks at CreatedTime.",
  reading: "Seconds since 1970 with or without a fraction, or a string.",
  undecided: "There is none.",
  tables: ["cells"],
  observe: async (lab) => {
    const reply = await (await lab.table("cells")).send("DescribeDataTable");
    return reply.kind === "answer" ? (reply.body.DataTable as JsonObject).CreatedTime : undefined;
  },
  read: (time) => {
    if (typeof time === "string") return decided("text");
    if (typeof time !== "number") return undecided("there is no time stamp");
    return decided(Number.isInteger(time) ? "whole seconds" : "seconds with a fraction");
  },
});
