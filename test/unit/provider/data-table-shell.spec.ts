import assert from "node:assert/strict";
import { dataTableVerbs } from "../../../src/provider/table/verbs";
import { dataTableShell } from "../../../src/provider/table/shell";

describe("the serialised provider of DataTable", () => {
  it("hands every verb to the one of the same name in the runtime, with all its arguments", () => {
    assert.deepEqual(Object.keys(dataTableVerbs), Object.keys(dataTableShell));
    for (const [name, method] of Object.entries(dataTableShell)) {
      const text = String(method).replace(/\s/g, "");
      const parameters = /\(([^)]*)\)/.exec(text)?.[1];
      const call = `require("pulumi-connect-data-tables/runtime").dataTable.${name}(${parameters})`;
      assert.ok(text.includes(call), text);
    }
  });
});
