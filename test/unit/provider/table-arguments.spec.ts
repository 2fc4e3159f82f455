import { strict as assert } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { DataTable, DataTableFile, getDataTable } from "../../../src";
import { dataTableVerbs } from "../../../src/provider/table/verbs";
import { useDummyCredentials } from "../../helpers/values-bench";

const instanceId = "11111111-2222-4333-8444-555555555555";
const right = { instanceId, name: "Hours", timeZone: "UTC", attributes: { Store: { type: "TEXT", primary: true } } };

/** What a preview of the program is refused for, with what to do; the endpoint answers nobody. */
async function refusal(change: object): Promise<string[]> {
  const inputs = JSON.parse(JSON.stringify({ ...right, endpoint: "http://127.0.0.1:9", ...change })) as never;
  const answer = await dataTableVerbs.check({}, inputs);
  assert.ok(
    Object.values(answer.inputs).every((value) => value !== undefined),
    "the host cannot send undefined",
  );
  const [, ...lines] = (answer.failures ?? []).flatMap(({ reason }) => reason.split("\n"));
  return lines.map((line) => line.trim());
}

const column = (settings: object) => ({ attributes: { ...right.attributes, Opens: { type: "TEXT", ...settings } } });

const wrong: readonly (readonly [object, string, string])[] = [
  [{ timezone: "UTC" }, 'there is no argument "timezone". [UNKNOWN_SETTING]', 'Did you mean "timeZone"?'],
  [{ batchSize: 5 }, 'there is no argument "batchSize". [UNKNOWN_SETTING]', "Arguments: instanceId, name,"],
  [{ instanceId: undefined }, "the argument instanceId is missing. [MISSING_SETTING]", "Set it to the id or ARN"],
  [{ attributes: null }, "attributes is null. [INVALID_SETTING]", "Use an object of names, each with"],
  [{ allowDelete: "yes" }, 'allowDelete is "yes". [INVALID_SETTING]', "Use true or false."],
  [{ lockLevel: "ROW" }, 'lockLevel is "ROW". [INVALID_SETTING]', 'Use "NONE", "VALUE",'],
  [{ tags: ["a"] }, "tags is a list. [INVALID_SETTING]", "Use an object of names, each with a string."],
  [{ tags: { a: 1 } }, "tags.a is 1. [INVALID_TAG]", "Use a string."],
  [{ attributes: { Store: "TEXT" } }, 'attributes.Store is "TEXT". [INVALID_SETTING]', "Use null, or an object with"],
  [column({ primry: true }), 'attributes.Opens has no property "primry". [UNKNOWN_SETTING]', 'Did you mean "primary"?'],
  [
    column({ validation: { maxlength: 5 } }),
    'attributes.Opens.validation has no property "maxlength". [INVALID_RULE]',
    'Did you mean "maxLength"?',
  ],
  [
    column({ validation: { enum: { values: [1] } } }),
    "attributes.Opens.validation.enum.values[0] is 1. [INVALID_RULE]",
    "Use a string",
  ],
  [{ assumeRole: "arn" }, 'assumeRole is "arn". [INVALID_SETTING]', "Use an object with roleArn,"],
];

describe("wrong arguments of DataTable", () => {
  before(useDummyCredentials);

  it("are told from right ones", async () => assert.deepEqual(await refusal({}), []));

  for (const [change, problem, advice] of wrong) {
    it(`are refused: ${problem}`, async () => {
      const [first, second = "", ...more] = await refusal(change);
      assert.equal(first, problem);
      assert.ok(second.startsWith(advice), second);
      assert.deepEqual(more, []);
    });
  }

  it("are refused where JavaScript would lose them", () => {
    const attributes = JSON.parse('{ "__proto__": { "type": "TEXT" } }') as never;
    assert.throws(() => new DataTable("hours", { ...right, attributes }), pulumi.RunError);
  });
});

describe("columns with names that every object has", () => {
  it("can be registered", async () => {
    void pulumi.runtime.setMocks({
      newResource: ({ inputs }) => ({ id: "id", state: inputs as Record<string, unknown> }),
      call: ({ inputs }) => inputs as Record<string, unknown>,
    });
    const names = ["toString", "constructor", "valueOf", "hasOwnProperty"];
    const attributes = Object.fromEntries(names.map((name) => [name, { type: "TEXT" as const }]));
    const table = new DataTable("hours", { instanceId, name: "Hours", timeZone: "UTC", attributes });
    const given = await new Promise((resolve) => void table.attributes.apply(resolve));
    assert.deepEqual(Object.keys(given as object).sort(), [...names].sort());
    assert.deepEqual(await refusal({ attributes: { ...right.attributes, ...attributes } }), []);
  });
});

describe("wrong arguments of what has no preview of its own", () => {
  it("are refused where they are given", async () => {
    const file = (args: object) => () => new DataTableFile("hours", args as never);
    const misspelt = /there is no argument "fil"\. \[UNKNOWN_SETTING\]\n {2}Did you mean "file"\?/;
    assert.throws(file({ instanceId, fil: "a.yaml" }), misspelt);
    assert.throws(file({ instanceId, file: 5 }), /file is 5\. \[INVALID_SETTING\]\n {2}Use a string\./);
    assert.throws(
      () => DataTable.get("hours", { instanceId } as never),
      /dataTableId is missing\. \[MISSING_SETTING\]/,
    );
    await assert.rejects(getDataTable({ instanceId, nme: "Hours" } as never), /getDataTable has 1 problem:\n.*"nme"/);
    await assert.rejects(getDataTable(undefined as never), pulumi.RunError);
  });
});
