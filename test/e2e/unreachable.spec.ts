import { strict as assert } from "node:assert";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } } as const;
const rows = [{ Store: "Berlin", Opens: "09:00" }];
const nobody = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

describe("a preview that cannot look at the table, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject(programs.commonJs, columns);
  });
  after(() => stack?.close());

  it("without credentials is a warning, and no failure", async () => {
    stack.declare({ hours: { rows } });
    const { code, all } = await stack.pulumi(["preview"], nobody);
    assert.equal(code, 0, all);
    assert.match(all, /warning: .*not checked against the live table/s);
    assert.match(all, /credentials/i);
    assert.match(all, /\+ 2 to create/);
    assert.deepEqual(stack.bench.simulator.requests(), []);
  });

  it("because no table has the id is an error that names the way to look it up", async () => {
    stack.declare({ hours: { rows, dataTableId: "6f0a1b2c-0000-4000-8000-000000000001" } });
    const { code, all } = await stack.pulumi(["preview"]);
    assert.notEqual(code, 0);
    assert.match(all, /no table with this dataTableId was found\. \[INVALID_IDENTITY\]\n.*getDataTable\(/);
  });

  it("but an up without credentials fails clearly and writes nothing", async () => {
    stack.declare({ hours: { rows } });
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"], nobody);
    assert.notEqual(code, 0);
    assert.match(all, /error: .*credentials/is);
    assert.deepEqual(stack.writes(), []);
  });
});
