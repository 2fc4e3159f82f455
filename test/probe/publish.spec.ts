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
import { everywhere, naming, tracesOf } from "./naming";

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

  it("names no one, whatever an answer holds and wherever", function () {
    this.timeout(60_000);
    const [first, second] = experiments as readonly [Experiment, Experiment];
    const exchanges = everywhere();
    for (const [index, name] of naming.entries()) {
      const own = exchanges.slice(index, index + 1);
      const words: Outcome = {
        ...outcome,
        answers: [
          { experiment: first, reading: surprise(`${name}, not a known one`), evidence: own },
          { experiment: second, reading: decided([name, { of: name }], name), evidence: own },
        ],
        oddities: [
          { what: `BatchDescribeDataTableValue answers an unknown member ${name}` },
          { what: `${name} was seen` },
        ],
        stoppedBy: `DescribeDataTable: ${name}`,
      };
      for (const render of forms) assertNamesNoOne(render(resultOf(words, facts)), name);
    }
    for (let start = 0; start < exchanges.length; start += 4) {
      const evidence = exchanges.slice(start, start + 4);
      const reading = surprise("seen");
      const odd = {
        ...outcome,
        answers: [{ experiment: first, reading, evidence }],
        oddities: [],
        requests: evidence.length,
      };
      for (const render of [renderResultJson, renderResultMarkdown]) assertNamesNoOne(render(resultOf(odd, facts)));
    }
  });
});

/** Fails where a text, or all of them, leaves a trace in a published form. */
function assertNamesNoOne(published: string, ...names: readonly string[]): void {
  const all = names.length > 0 ? names : naming;
  const seen = all.flatMap(tracesOf).filter((trace) => published.toLowerCase().includes(trace.toLowerCase()));
  assert.deepEqual(seen, [], published);
}
