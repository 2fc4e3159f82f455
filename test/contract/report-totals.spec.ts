/** What a report promises is what the `up` after it does: on random tables and programs, in every mode of ownership and consent. */
import fc from "fast-check";
import { pair } from "../helpers/report-pairs";
import { playPair } from "./report-pair";
import { withBench } from "./values-bench";

describe("the report of a preview", () => {
  it("has the totals of what the up then writes, releases, takes over and renames: 200 random pairs", async function () {
    this.timeout(300_000);
    const property = fc.asyncProperty(pair, async (given) => {
      let isCompared = false;
      await withBench(async (bench) => {
        isCompared = await playPair(given, bench);
      });
      fc.pre(isCompared);
    });
    await fc.assert(property, {
      numRuns: Number(process.env.REPORT_RUNS ?? 200),
      ...(process.env.REPORT_SEED && { seed: Number(process.env.REPORT_SEED) }),
    });
  });
});
