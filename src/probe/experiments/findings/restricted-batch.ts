import { decided, experiment, giveUp, surprise } from "../../experiment";
import { Unreachable, type Reply } from "../../service/ports";

/** The row that the role may not see. */
export const forbiddenRow = "probe-forbidden";

/** Answers to the allowed row, the forbidden one, and both. */
interface Seen {
  readonly allowed: Reply;
  readonly forbidden: Reply;
  readonly both: Reply;
}

/** A batch of which one item is forbidden. */
export const restrictedBatch = experiment<Seen>({
  name: "restrictedBatch",
  kind: "finding",
  question: "Does one forbidden item refuse a whole request with AccessDenied?",
  steps: `As the restricted role, describes a cell of row \`probe-allowed\`, one of row \`${forbiddenRow}\`, and both in one request.`,
  reading: "Both refused: whole-request. One answered: per-item.",
  undecided:
    "Without --restricted-role-arn; where the role cannot be assumed, is not restricted, or may do nothing at all.",
  tables: ["cells"],
  needs: "restricted-role-arn",
  observe: async (lab) => {
    const { restricted } = lab;
    if (!restricted) return giveUp("there is no restricted role");
    const table = await lab.table("cells");
    const send = (...rows: readonly string[]) => {
      const Values = rows.map((row) => ({ PrimaryValues: table.keys(row), AttributeName: "Text" }));
      return restricted.send("BatchDescribeDataTableValue", { ...table.address, Values }, { mayBeDenied: true });
    };
    // What keeps the role from asking keeps nobody else from it: it may not be assumed, or its credentials are not taken.
    const allowed = await send("probe-allowed").catch((error: unknown) => {
      if (error instanceof Unreachable) giveUp("the role cannot be used");
      throw error;
    });
    return { allowed, forbidden: await send(forbiddenRow), both: await send("probe-allowed", forbiddenRow) };
  },
  read: ({ allowed, forbidden, both }) => {
    const isDenied = (reply: Reply) => reply.kind === "refusal" && reply.type === "AccessDeniedException";
    if (isDenied(allowed)) giveUp("the role may not describe values");
    if (!isDenied(forbidden)) giveUp(`the role may describe row ${forbiddenRow}`);
    if (isDenied(both)) return decided("whole-request");
    return both.kind === "answer" ? decided("per-item") : surprise(`both together are refused with ${both.type}`);
  },
});
