/** Every warning and every error of the whole contract suite has a code: these hooks are those of all its files. */
import assert from "node:assert/strict";
import { listenToLog } from "../../src/provider/host/engine-log";
import { dataTableVerbs } from "../../src/provider/table/verbs";
import { dataTableValuesVerbs } from "../../src/provider/values/verbs";
import { isCoded, judgeMessage, uncodedMessages, watchVerbs } from "../helpers/watch-codes";

before(() => {
  watchVerbs(dataTableVerbs);
  watchVerbs(dataTableValuesVerbs);
});

beforeEach(() => {
  listenToLog((kind, _urn, message) => {
    if (kind === "warning") judgeMessage(message);
  });
});

afterEach(() => {
  listenToLog(undefined);
  assert.deepEqual(uncodedMessages(), [], "a warning or an error has no code");
});

describe("a message", () => {
  it("has a code at the end of its first line, or under its title", () => {
    assert.ok(isCoded("no Region is set anywhere. [NO_REGION]\n  Set it."));
    assert.ok(isCoded("2 problems with the data table:\nno Region is set anywhere. [NO_REGION]"));
    assert.ok(!isCoded("no Region is set anywhere."));
    assert.ok(!isCoded("no Region is set anywhere. [NOWHERE]"));
    assert.ok(!isCoded("x is not a function [INTERNAL]"));
  });

  it("of an error that nobody expected has one too, and no stack", async () => {
    await assert.rejects(dataTableVerbs.check({}, null as never), (error: Error) => {
      assert.match(error.message, / \[INTERNAL\]\n {2}This is a mistake in pulumi-connect-data-tables/);
      assert.equal(error.stack, "");
      return true;
    });
    assert.equal(uncodedMessages().length, 1);
  });
});
