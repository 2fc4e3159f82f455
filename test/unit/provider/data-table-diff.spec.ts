import assert from "node:assert/strict";
import { endRun, run } from "../../../src/provider/host/run";
import { diffTable } from "../../../src/provider/table/diff";
import type { TableInputs } from "../../../src/provider/table/inputs";
import type { TableOutputs } from "../../../src/provider/table/state";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const inputs: TableInputs = {
  instanceId: "i-1",
  region: "eu-central-1",
  name: "Hours",
  timeZone: "UTC",
  tags: { team: "cc" },
  attributes: { Store: { type: "TEXT", primary: true }, Seats: { type: "NUMBER", validation: { minimum: 0 } } },
  __urn: "urn:pulumi:dev::shop::t::a",
};
const outputs: TableOutputs = {
  ...inputs,
  region: "eu-central-1",
  dataTableId: "t-1",
  arn: "arn",
  attributeIds: { Store: "1", Seats: "2" },
  __lockVersion: "v1",
  adopted: false,
  __state: { schemaVersion: 1 },
};
const same = { changes: false };
const different = {};

describe("diff of a DataTable", () => {
  const diff = (news: Partial<TableInputs>, olds: Partial<TableOutputs> = {}) =>
    diffTable({ ...outputs, ...olds }, { ...inputs, ...news });

  it("finds no change where the meaning is the same", () => {
    assert.deepEqual(diff({}), same);
    assert.deepEqual(diff({ description: "" }), same);
    assert.deepEqual(
      diff({ attributes: { Seats: inputs.attributes.Seats ?? null, Store: { type: "TEXT", primary: true } } }),
      same,
    );
    assert.deepEqual(
      diff({
        attributes: { ...inputs.attributes, Store: { type: "TEXT", primary: true, description: " ", validation: {} } },
      }),
      same,
    );
    assert.deepEqual(diff({}, { lockLevel: "NONE" }), same, "a lock level that is not declared is left alone");
    assert.deepEqual(diff({ tags: undefined }, { tags: undefined }), same);
    assert.deepEqual(diff({ tags: {} }, { tags: undefined }), same);
  });

  it("finds no change in what only permits something, or only says how to reach the service", () => {
    assert.deepEqual(
      diff({
        allowAttributeRemoval: ["Fax"],
        adopt: true,
        profile: "other",
        endpoint: "http://other",
        requestsPerSecond: 9,
        assumeRole: { roleArn: "arn" },
        __urn: "urn:pulumi:dev::shop::t::renamed",
      }),
      same,
    );
    const done = {
      ...inputs.attributes,
      Seats: { type: "NUMBER", validation: { minimum: 0 }, renamedFrom: "Places" },
    } as const;
    assert.deepEqual(diff({ attributes: done }), same);
  });

  it("leaves the rest to the engine, which shows each changed input and nothing else", () => {
    const changes: Partial<TableInputs>[] = [
      { name: "Other" },
      { timeZone: "Europe/Berlin" },
      { description: "d" },
      { lockLevel: "NONE" },
      { tags: { team: "ops" } },
      { tags: {} },
      { tags: { team: "cc", more: "1" } },
      { allowDelete: true },
      { attributes: { ...inputs.attributes, Note: { type: "TEXT" } } },
      { attributes: { Store: inputs.attributes.Store ?? null } },
      { attributes: { ...inputs.attributes, Seats: { type: "NUMBER" } } },
      { attributes: { ...inputs.attributes, Seats: null } },
    ];
    for (const change of changes) assert.deepEqual(diff(change), different, JSON.stringify(change));
  });

  it("replaces for another instance or Region only, deleting first because names are unique", () => {
    assert.deepEqual(diff({ instanceId: "i-2" }), { replaces: ["instanceId"], deleteBeforeReplace: true });
    assert.deepEqual(diff({ region: "us-east-1" }), { replaces: ["region"], deleteBeforeReplace: true });
    assert.deepEqual(diff({ region: undefined }), same);
  });

  afterEach(endRun);

  it("an instance that is not known yet replaces before any check, when the engine asks what to delete before it", () => {
    assert.deepEqual(diff({ instanceId: unknown }), { replaces: ["instanceId"], deleteBeforeReplace: true });
  });

  it("lets unknown values pass in a plan and never replaces for them", () => {
    run.claims.markChecked("urn:pulumi:dev::shop::t::a");
    for (const change of [
      { instanceId: unknown },
      { region: unknown },
      { name: unknown },
      { tags: { team: unknown } },
      { attributes: unknown as never },
      { attributes: { ...inputs.attributes, Seats: unknown as never } },
    ]) {
      assert.deepEqual(diff(change), different, JSON.stringify(change));
    }
  });

  it("does not throw on state that is empty or odd", () => {
    assert.deepEqual(diffTable({}, inputs), different);
    assert.deepEqual(diffTable({ name: "x", attributes: {} }, inputs), different);
  });
});
