import { strict as assert } from "node:assert";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } } as const;
const decomposed = "Zu\u0308rich";

describe("a service that trims and composes keys, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    const switches = { normaliseKeys: true, trimValues: true, normaliseUnicode: true, echoKeys: "as-stored" } as const;
    stack = await valuesProject(programs.commonJs, columns, { switches });
  });
  after(() => stack?.close());

  it("is written to once; the next preview has nothing to do, and a refresh finds nothing", async () => {
    stack.declare({ hours: { rows: [" Berlin ", decomposed].map((Store) => ({ Store, Opens: "09:00" })) } });
    const { code, all } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, all);
    const rows = stack.bench.simulator.dump().tables.Hours?.rows ?? [];
    assert.deepEqual(rows.map(({ keys }) => keys.Store).sort(), ["Berlin", decomposed.normalize("NFC")]);
    for (const command of ["preview", "refresh"]) {
      const again = await stack.pulumi([
        command,
        ...(command === "refresh" ? ["--preview-only"] : []),
        "--expect-no-changes",
      ]);
      assert.equal(again.code, 0, again.all);
    }
    assert.deepEqual(stack.writes(), [["BatchCreateDataTableValue", 2]]);
  });
});
