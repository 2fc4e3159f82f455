import assert from "node:assert/strict";
import { experiments } from "../../src/probe/experiments/experiments";
import { Session } from "../../src/probe/lab/session";
import type { Service } from "../../src/probe/service/ports";
import type { Simulator } from "../../src/simulator";
import { probe } from "./bench";
import { VirtualClock } from "../soak/virtual-clock";

const asked = experiments.filter(({ name }) => name === "restrictedBatch");

/** What the question is answered with when the role has these restrictions. */
async function readingAs(restrict: (simulator: Simulator) => void) {
  const clock = new VirtualClock();
  let simulator: Simulator;
  let service: Service;
  const send: Service["send"] = async (operation, input) => {
    restrict(simulator);
    const reply = await service.send(operation, input);
    simulator.setDenied({});
    return reply;
  };
  const role = { send, sendAtOnce: send, throttles: () => [] };
  const { answers } = await probe({
    experiments: asked,
    fillsQuota: false,
    clock,
    restricted: new Session(role, clock, () => false),
    prepare: (started) => (simulator = started),
    between: (own) => (service = own),
  });
  return answers[0]?.reading;
}

describe("the question about forbidden items, asked as a restricted role", () => {
  it("is answered where one row is denied", async () => {
    const deniesRow = (simulator: Simulator) => simulator.setDenied({ primaryValues: ["probe-forbidden"] });
    assert.deepEqual(await readingAs(deniesRow), { status: "decided", value: "whole-request" });
  });

  it("is undecided where nothing is denied, and where everything is", async () => {
    const reasons = [
      await readingAs(() => undefined),
      await readingAs((simulator) => simulator.setDenied({ actions: ["BatchDescribeDataTableValue"] })),
    ].map((reading) => reading?.reason);
    assert.deepEqual(reasons, ["the role may describe row probe-forbidden", "the role may not describe values"]);
  });
});
