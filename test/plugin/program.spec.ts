import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");
const program = `
const pulumi = require("@pulumi/pulumi");
const dataTableId = "22222222-2222-3333-4444-555555555555";
const newResource = ({ inputs }) => ({ id: "id", state: { ...inputs, dataTableId } });
void pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "project", "dev");
const { DataTable, DataTableValues } = require("./src/plugin");
const instanceId = "11111111-2222-3333-4444-555555555555";
const attributes = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } };
const table = new DataTable("table", { instanceId, name: "Hours", timeZone: "UTC", attributes });
const values = new DataTableValues("hours", { table, rows: { Berlin: { Opens: "09:00" } } });
values.dataTableId.apply((id) => console.log(id));
`;

describe("a program on the classes of the plugin", function () {
  this.timeout(60_000);

  it("has the id of the table as an output of values that are given the table itself", () => {
    const args = ["--require", "tsx/cjs", "--eval", program];
    const printed = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    assert.equal(printed.trim(), "22222222-2222-3333-4444-555555555555");
  });
});
