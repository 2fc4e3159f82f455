import { decided, experiment, surprise } from "../../experiment";
import { answersOf } from "../../lab/match";
import type { JsonObject, Reply } from "../../service/ports";
import { requireTwo } from "../two-items";

interface Seen {
  readonly reply: Reply;
  readonly stored: JsonObject;
}

/** Two items for one cell. */
export const duplicateItems = experiment<Seen>({
  name: "duplicateItems",
  question: "What becomes of two items for the same cell in one request?",
  steps: "Updates one cell to `first` and to `second` in one request, at lock level NONE, and reads it.",
  reading: "One item fails and `first` is stored; both succeed and `second` is stored; or the request is refused.",
  undecided: "BatchUpdate takes one item a request.",
  tables: ["cells"],
  observe: async (lab) => {
    requireTwo(lab, "Update");
    const table = await lab.table("cells");
    const row = lab.row();
    await table.prepare({ row, column: "Text", value: "before" });
    const lock = await table.looseLock(row, "Text");
    const items = ["first", "second"].map((value) => ({ row, column: "Text", value, lock }));
    return { reply: await table.sendBatch("Update", items), stored: await table.entry(row, "Text") };
  },
  read: ({ reply, stored: { Value } }) => {
    if (reply.kind === "refusal" && Value === "before") return decided("refuse-request");
    const done = reply.kind === "answer" ? answersOf(reply.body).filter(({ outcome }) => outcome.kind === "done") : [];
    if (done.length === 1 && Value === "first") return decided("refuse-item");
    if (done.length === 2 && Value === "second") return decided("last-wins");
    return surprise(`${done.length} of two items succeeded, and ${JSON.stringify(Value)} is stored`);
  },
});
