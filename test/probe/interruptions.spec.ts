import assert from "node:assert/strict";
import { experiments } from "../../src/probe/experiments/experiments";
import { probe } from "./bench";
import { disturb, forbid, wrongAnswers, type Disruption, type Disturbed } from "./interruptions";

/** `npm run probe:check -- interruptions` does this at every tenth request, and forbids every operation. */
const at: Readonly<Partial<Record<Disturbed, number>>> = {
  interrupted: 60,
  lostAfter: 3,
  expired: 45,
  denied: 40,
  partlyDenied: 60,
};

describe("a run that is disturbed touches no other table, leaves none, and reports what it found:", function () {
  this.timeout(30_000);
  let undisturbed: Disruption;
  before(async () => void (undisturbed = await disturb("interrupted", Infinity)));

  for (const [how, nth] of Object.entries(at) as [Disturbed, number][]) {
    it(`${how} at request ${nth}`, async () => {
      const { outcome, left } = await disturb(how, nth);
      assert.equal(outcome.left.length, left);
      assert.equal(how === "interrupted" || how === "expired", outcome.stoppedBy !== undefined);
      assert.ok(outcome.answers.some(({ reading }) => reading.status === "decided"));
      assert.deepEqual(wrongAnswers(outcome, undisturbed.progress, nth), []);
    });
  }

  it("a write whose answer is lost: the question is asked again on a new table, so that what was written is no answer", async () => {
    const lost = { kind: "lost-after", operation: "BatchCreateDataTableValue", item: { keys: { Store: "" } } } as const;
    const { answers, left } = await probe({
      experiments: experiments.filter(({ name }) => name === "emptyKey"),
      prepare: (simulator) => simulator.setFaults(lost),
    });
    assert.deepEqual(answers[0]?.reading, { status: "decided", value: "accepted" });
    assert.deepEqual(left, []);
  });

  it("access denied to one operation", async () => {
    for (const operation of ["BatchUpdateDataTableValue", "DeleteDataTable"]) await forbid(operation, undisturbed);
    const { answers } = await forbid("EvaluateDataTableValues", undisturbed);
    const reading = answers.find(({ experiment }) => experiment.name === "missingCellFallback")?.reading;
    assert.deepEqual(reading, { status: "undecided", reason: "access denied: EvaluateDataTableValues" });
  });
});
