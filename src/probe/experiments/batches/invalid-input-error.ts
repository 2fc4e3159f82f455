import { experiment, surprise, type Reading } from "../../experiment";
import type { Reply } from "../../service/ports";
import { invalidTypes, typeOf } from "../readings";

/** The error type of a request that breaks the model. */
export const invalidInputError = experiment<readonly Reply[]>({
  name: "invalidInputError",
  question: "With which error type is a request refused that breaks the model?",
  steps: "Asks for pages of 0 tables, and for a column with an empty name.",
  reading: "The error type, where both requests have the same.",
  undecided: "Never.",
  tables: ["schema"],
  observe: async (lab) => {
    const schema = await lab.table("schema");
    const list = await lab.session.send("ListDataTables", { InstanceId: lab.instanceId, MaxResults: 0 });
    return [list, await schema.send("CreateDataTableAttribute", { Name: "", ValueType: "TEXT" })];
  },
  read: ([list, column]) => {
    const [first, second] = [list, column].map((reply) => reply && typeOf(reply, invalidTypes, "a wrong request"));
    if (JSON.stringify(first) === JSON.stringify(second)) return first as Reading;
    const shown = [list, column].map((reply) => (reply?.kind === "refusal" ? reply.type : "success"));
    return surprise(`two wrong requests were answered differently: ${shown.join(", ")}`);
  },
});
