import assert from "node:assert/strict";
import Ajv2020 from "ajv/dist/2020";
import type { Experiment } from "../../src/probe/experiment";
import { decided, surprise } from "../../src/probe/experiment";
import { experiments } from "../../src/probe/experiments/experiments";
import { renderResultJson } from "../../src/probe/render/json";
import { renderResultMarkdown } from "../../src/probe/render/markdown";
import { renderResultText } from "../../src/probe/render/text";
import { Redactor } from "../../src/probe/result/redact";
import { resultOf } from "../../src/probe/result/result";
import { vocabulary } from "../../src/probe/result/words";
import { probeSchema } from "../../src/probe/result/schema";
import type { Outcome } from "../../src/probe/run";
import { startSimulator, switchValues } from "../../src/simulator";
import { probe } from "./bench";
import { naming, everywhere } from "./naming";

const facts = { version: "0.0.0", date: "2026-11-26", region: "eu-central-1" };
const forms = [renderResultJson, renderResultMarkdown, renderResultText];

describe("what the probe publishes", () => {
  let outcome: Outcome;

  before(async function () {
    this.timeout(60_000);
    outcome = await probe({ simulator: { accountId: "987654321098" } });
  });

  it("is valid under its JSON Schema, and a personality that the simulator takes", async () => {
    const result = resultOf(outcome, facts);
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(probeSchema);
    assert.ok(validate(JSON.parse(renderResultJson(result))), JSON.stringify(validate.errors));
    const simulator = await startSimulator({ switches: result.personality });
    await simulator.close();
    assert.equal(result.advice.batchSize, 25);
  });

  it("shows every value of every switch", () => {
    const redactor = new Redactor(vocabulary(experiments));
    const values = Object.values(switchValues).flat() as unknown[];
    assert.deepEqual(redactor.value(values), values);
  });

  it("names neither the account nor an id of the run", () => {
    const ids = new Set<string>();
    for (const { evidence } of outcome.answers) {
      for (const text of JSON.stringify(evidence).match(/[0-9a-f]{8}-[0-9a-f-]{27}|987654321098/g) ?? []) ids.add(text);
    }
    assert.ok(ids.size > 100);
    for (const render of forms) {
      const text = render(resultOf(outcome, facts));
      assert.deepEqual(
        [...ids].filter((id) => text.includes(id)),
        [],
      );
      assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-/);
    }
  });

  it("names no one, whatever an answer holds and wherever", () => {
    const experiment = experiments[0] as Experiment;
    for (const exchange of everywhere()) {
      const odd: Outcome = {
        ...outcome,
        answers: [
          { experiment, reading: surprise(naming.join(" ")), evidence: [exchange] },
          {
            experiment: experiments[1] as Experiment,
            reading: decided(naming, naming.join(", ")),
            evidence: [exchange],
          },
        ],
        oddities: naming.map((what) => ({ what: `${what} was seen`, exchange })),
        stoppedBy: naming.join(" "),
      };
      for (const render of forms) {
        const text = render(resultOf(odd, facts));
        const named = naming.flatMap((name) => [name, ...name.split(/[\s:/@.]+/)]).filter((part) => part.length > 3);
        assert.deepEqual(
          named.filter((part) => !harmless.has(part) && text.toLowerCase().includes(part.toLowerCase())),
          [],
          text,
        );
      }
    }
  });
});

/** Parts of such texts that name no one. */
const harmless = new Set([
  "connect",
  "instance",
  "role",
  "assumed-role",
  "data-table",
  "example",
  "User",
  "eu-central-1",
  "https",
  "user",
]);
