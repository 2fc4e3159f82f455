import { decided, experiment, giveUp, surprise } from "../../experiment";
import { shortOutcome, type Outcome } from "../../lab/cell";
import { requireTwo } from "../two-items";
import { freeOne } from "../full-table";

/** A batch of which only a part fits. */
export const quotaRefusal = experiment<readonly Outcome[]>({
  name: "quotaRefusal",
  question: "Does a batch that would pass the quota of the table create what still fits?",
  steps: "Fills a table, makes room for one value, and creates two in one request, both in rows that exist.",
  reading: "One is created and one fails; or the request is refused with ServiceQuotaExceeded.",
  undecided:
    "Without --fill-quota; where BatchCreate takes one item a request; where the quota is much higher than the documented one.",
  tables: ["many"],
  needs: "fill-quota",
  observe: async (lab) => {
    requireTwo(lab, "Create");
    const { table, single } = await freeOne(lab);
    const [first, second] = single;
    if (first === undefined || second === undefined) return giveUp("the table has too few rows");
    return table.create({ row: first, column: "Other" }, { row: second, column: "Other" });
  },
  read: (outcomes) => {
    const shown = outcomes.map(shortOutcome).join();
    if (shown === "done,failed") return decided("per-item");
    if (outcomes.every((outcome) => shortOutcome(outcome) === "ServiceQuotaExceededException"))
      return decided("whole-request");
    return surprise(`two values where one has room: ${shown}`);
  },
});
