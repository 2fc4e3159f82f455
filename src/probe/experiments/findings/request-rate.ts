import { decided, experiment, giveUp, undecided } from "../../experiment";
import type { Lab } from "../../lab/lab";
import { floodOf } from "./flood";

/** Milliseconds that the bucket is left to fill. */
const rest = 2_000;

/** Requests that went through at once, and those that did after a rest. */
export interface Flow {
  readonly burst: number;
  readonly afterRest: number;
}

/** The rate of one operation. */
export const requestRate = experiment<Flow>({
  name: "requestRate",
  kind: "finding",
  question: "How many requests of one operation may come at once, and how many a second?",
  steps: `Sends DescribeDataTable without a pause until it is throttled, at most 40; waits ${rest / 1000} s; and does so again. Before that it waits until the bucket is full.`,
  reading: "The requests of the first flood; those of the second one by the length of the rest.",
  undecided: "Nothing was throttled; or the bucket was full again after the rest.",
  tables: ["found"],
  needs: "measure-throttling",
  observe: async (lab) => {
    await lab.session.clock.sleep(10_000);
    const burst = await flood(lab);
    await lab.session.clock.sleep(rest);
    return { burst, afterRest: await flood(lab) };
  },
  read: ({ burst, afterRest }) => {
    if (afterRest >= burst) return undecided(`at least ${burst} at once, and ${afterRest / (rest / 1000)} a second`);
    return decided({ burst, requestsPerSecond: Math.max(1, Math.floor(afterRest / (rest / 1000))) });
  },
});

async function flood(lab: Lab): Promise<number> {
  return (await floodOf(lab)) ?? giveUp("no request was throttled");
}
