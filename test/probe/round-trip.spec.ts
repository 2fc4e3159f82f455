import assert from "node:assert/strict";
import { switchValues } from "../../src/simulator";
import { experiments } from "../../src/probe/experiments/experiments";
import { planOf } from "../../src/probe/plan";
import { probe } from "./bench";
import { personalityTrials, randomTrials, type Trial } from "./settings";
import { runTrial } from "./trials";

const [, strict] = personalityTrials;

/** Two switches at a time, and whole services; `npm run probe:check -- round-trip` tries every one. */
const trials: readonly Trial[] = [
  { name: "lockOnCreate and inRequestStaleness", switches: { lockOnCreate: "coarse", inRequestStaleness: true } },
  {
    name: "staleReads and canonicalNumbers",
    switches: { staleReads: 2, canonicalNumbers: true, numberSpelling: "lenient" },
  },
  ...(strict ? [strict] : []),
  ...randomTrials(1, 7),
];

describe("the probe and a simulator", function () {
  this.timeout(60_000);

  it("has a question for every switch", () => {
    const names = experiments.filter(({ kind }) => kind === "switch").map(({ name }) => name);
    assert.deepEqual([...names].sort(), Object.keys(switchValues).sort());
  });

  for (const trial of trials) {
    it(`finds what the service is set to: ${trial.name}`, async () => {
      const { right, open, wrong } = await runTrial(trial);
      assert.deepEqual({ open, wrong }, { open: [], wrong: [] });
      assert.ok(right > 65);
    });
  }

  it("takes fewer than 600 requests and ten minutes at its own pace, and is not throttled", async () => {
    const options = { fillsQuota: false, measuresThrottling: false };
    let throttled = 0;
    let sent = 0;
    const outcome = await probe({
      ...options,
      inspect: (simulator) => {
        sent = simulator.requests().length;
        throttled = simulator.requests().filter(({ status }) => status === 429).length;
      },
    });
    assert.equal(throttled, 0);
    assert.ok(sent < 600 && outcome.duration < 600_000, `${sent} requests in ${outcome.duration} ms`);
    const plan = planOf({ ...options, experiments, pace: { requestsPerSecond: 1, burst: 2 } });
    assert.ok(Math.abs(sent - plan.requests) < 30, `${sent} requests, ${plan.requests} planned`);
    assert.ok(
      Math.abs(outcome.duration / 1000 - plan.seconds) < 60,
      `${outcome.duration} ms, ${plan.seconds} s planned`,
    );
  });
});
