import { strict as assert } from "node:assert";
import type { Fault } from "../../src/simulator";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } } as const;
const names = Array.from({ length: 60 }, (_, index) => `S${String(index).padStart(2, "0")}`);
const [create, update, remove] = ["Create", "Update", "Delete"].map((verb) => `Batch${verb}DataTableValue`);

// One stack: each test goes on where the one before stopped.
describe("requests that are refused as a whole, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  before(async function () {
    this.timeout(180_000);
    const switches = { createExisting: "whole-request", staleItem: "whole-request" } as const;
    stack = await valuesProject(programs.commonJs, columns, { switches });
  });
  after(() => stack?.close());

  const declare = (stores: readonly string[], Opens: string) =>
    stack.declare({ hours: { guard: false, rows: stores.map((Store) => ({ Store, Opens })) } });
  const fault = (...faults: Fault[]) => stack.bench.simulator.setFaults(...faults);
  const live = () =>
    Object.fromEntries(
      (stack.bench.simulator.dump().tables.Hours?.rows ?? []).map(({ keys, values }) => [keys.Store, values.Opens]),
    ) as Record<string, string>;
  const all = (stores: readonly string[], opens: string) => Object.fromEntries(stores.map((store) => [store, opens]));
  /** The first request of each of these operations fails with a 500 after it has written ten values. */
  const failMidway = (...failing: (string | undefined)[]) =>
    fault(...failing.map((operation) => ({ kind: "error-midway", applied: 10, operation }) as const));

  async function assertNothingLeft(): Promise<void> {
    assert.deepEqual(stack.bench.simulator.pendingFaults(), []);
    const { code, all } = await stack.pulumi(["refresh", "--preview-only", "--expect-no-changes"]);
    assert.equal(code, 0, all);
  }

  it('a part was created before an error 500, the retry meets "already exists": one up creates all', async () => {
    declare(names, "09:00");
    failMidway(create);
    const { code, all: output } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, output);
    assert.deepEqual(live(), all(names, "09:00"));
    await assertNothingLeft();
  });

  it("the same of an update and of a delete, the retry meets a conflict", async () => {
    declare(names.slice(20), "10:00");
    failMidway(update, remove);
    const { code, all: output } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, output);
    assert.deepEqual(live(), all(names.slice(20), "10:00"));
    await assertNothingLeft();
  });

  it("one value that the service cannot take: it alone is refused, in the service's words about it", async () => {
    const item = { keys: { Store: "S07" } };
    const error = { type: "DuplicateResourceException", message: "Value already exists" };
    fault({ kind: "error-before", operation: create, item, error, times: null });
    declare(names, "10:00");
    const { code, all: output } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.notEqual(code, 0, output);
    assert.deepEqual(output.match(/row "[^"]*", column "Opens" was not created: \w+: \w+: [^(\n]*\(request id /g), [
      'row "S07", column "Opens" was not created: BatchCreateDataTableValue: DuplicateResourceException: Value already exists (request id ',
    ]);
    assert.match(output, /wrote 19 of 20 cells/);
    assert.deepEqual(
      live(),
      all(
        names.filter((name) => name !== "S07"),
        "10:00",
      ),
    );
    fault();
    stack.bench.simulator.clearRequests();
    const next = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(next.code, 0, next.all);
    assert.deepEqual(stack.writes(), [[create, 1]]);
    await assertNothingLeft();
  });

  it("a destroy of which a part was done before an error 500 removes all", async () => {
    failMidway(remove);
    const { code, all: output } = await stack.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.equal(code, 0, output);
    assert.deepEqual([live(), stack.bench.simulator.pendingFaults()], [{}, []]);
  });
});
