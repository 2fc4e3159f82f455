import { decided, experiment, surprise } from "../../experiment";
import type { Reply } from "../../service/ports";

/** How often two calls are sent together before they are held to be accepted. */
const rounds = 3;

/** Two schema calls at a time. */
export const parallelSchemaCalls = experiment<readonly Reply[]>({
  name: "parallelSchemaCalls",
  question: "Are two schema calls on one table at the same time accepted?",
  steps: `Creates a column and updates another one at the same time, ${rounds} times.`,
  reading: "Conflict for one of them: conflict.",
  undecided: "Never; but calls that happen not to overlap look accepted.",
  tables: ["schema"],
  observe: async (lab) => {
    const table = await lab.table("schema");
    const replies: Reply[] = [];
    for (let round = 1; round <= rounds; round++) {
      const create = table.send("CreateDataTableAttribute", { Name: `Parallel${lab.row()}`, ValueType: "TEXT" });
      const update = table.send("UpdateDataTableAttribute", { AttributeName: "Text", Name: "Text", ValueType: "TEXT" });
      const pair = await Promise.allSettled([create, update]);
      for (const result of pair) {
        if (result.status === "rejected") throw result.reason;
        replies.push(result.value);
      }
      if (replies.some(({ kind }) => kind === "refusal")) break;
    }
    return replies;
  },
  read: (replies) => {
    const types = replies.flatMap((reply) => (reply.kind === "refusal" ? [reply.type] : []));
    if (types.length === 0) return decided("accepted");
    return types.every((type) => type === "ConflictException")
      ? decided("conflict")
      : surprise(`refused with ${types.join(", ")}`);
  },
});
