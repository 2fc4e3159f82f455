import { decided, experiment, surprise, undecided } from "../../experiment";
import { invalidTypes } from "../readings";
import { sendSize } from "./requests";

const operations = ["Describe", "Delete", "Evaluate", "Create", "Update"] as const;

/** The error type of an oversized request. */
export const oversizeError = experiment<readonly string[]>({
  name: "oversizeError",
  question: "With which error type is a request of too many items refused?",
  steps:
    "Sends one item more than the largest BatchDescribe or BatchDelete, of cells that never existed, or of another operation where those have no limit; two operations in all.",
  reading: "The error type.",
  undecided: "No operation has a limit up to the quota of a table.",
  tables: ["many"],
  observe: async (lab) => {
    const table = await lab.table("many");
    const limited = operations.filter((operation) => typeof lab.known(`maxItems${operation}`) === "number").slice(0, 2);
    const types: string[] = [];
    for (const operation of limited) {
      const reply = await sendSize[operation](table, Number(lab.known(`maxItems${operation}`)) + 1);
      types.push(reply.kind === "refusal" ? reply.type : "success");
    }
    return types;
  },
  read: ([first, ...others]) => {
    if (first === undefined) return undecided("no operation refuses a request for its size");
    if (others.some((type) => type !== first)) return surprise(`operations differ: ${[first, ...others].join(", ")}`);
    return invalidTypes.includes(first) ? decided(first) : surprise(`the request was answered with ${first}`);
  },
});
