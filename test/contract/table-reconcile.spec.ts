import assert from "node:assert/strict";
import { openInstance } from "../../src/aws/connect-instance";
import { describeStep } from "../../src/core/schema/describe-step";
import { reconcileTable } from "../../src/sync/schema/reconcile";
import { instanceId, tableBench, type TableBench } from "./table-stack";

describe("reconcileTable", () => {
  let bench: TableBench;
  beforeEach(async () => {
    bench = await tableBench();
  });
  afterEach(() => bench.close());

  const desired = {
    name: "Hours",
    timeZone: "UTC",
    attributes: { Opens: { type: "TEXT" }, Store: { type: "TEXT", primary: true } },
  } as const;
  const gateway = () =>
    openInstance(
      { region: "eu-central-1", endpoint: bench.settings.endpoint, requestsPerSecond: 100_000, burst: 1000 },
      instanceId,
    );
  const sleep = () => Promise.resolve();

  it("names every step before it is sent", async () => {
    const steps: string[] = [];
    await reconcileTable(gateway(), { desired }, { sleep, onStep: (step) => steps.push(describeStep(step)) });
    assert.deepEqual(steps, ['create the table "Hours"', 'create the column "Store"', 'create the column "Opens"']);
  });

  describe("with columns that go with their values", () => {
    const declared = {
      ...desired,
      attributes: { ...desired.attributes, Fax: { type: "TEXT" }, Phone: { type: "TEXT" } },
    };
    const smaller = { ...desired, allowAttributeRemoval: ["Fax", "Phone"] };

    /** Removes two columns that hold one value each; answers the columns of the values that are said to be removed. */
    async function removed(): Promise<string[]> {
      const instance = gateway();
      const { table } = await reconcileTable(instance, { desired: declared as typeof desired }, { sleep });
      assert.ok(table);
      const primaryValues = { Store: "Berlin" };
      const cells = ["Fax", "Phone"].map((attribute) => ({ rowKey: "Berlin", attribute, primaryValues, value: "1" }));
      await instance.table(table.dataTableId).write("create", cells);
      bench.simulator.clearRequests();
      const request = { desired: smaller, recorded: table.recorded, dataTableId: table.dataTableId };
      const outcome = await reconcileTable(instance, request, { sleep });
      assert.equal(outcome.failure, undefined);
      return outcome.removed.map(({ attribute }) => attribute).sort();
    }
    const listings = () => bench.simulator.requests().filter(({ operation }) => operation === "ListDataTableValues");

    it("lists the values once for all of them", async () => {
      assert.deepEqual(await removed(), ["Fax", "Phone"]);
      assert.equal(listings().length, 1);
    });

    it("tells the values of a column that is gone although no answer to its removal came", async () => {
      bench.simulator.setFaults({ kind: "lost-after", operation: "DeleteDataTableAttribute", times: 2 });
      assert.deepEqual(await removed(), ["Fax", "Phone"]);
    });

    it("tells no value of a column whose removal did not arrive until it has", async () => {
      bench.simulator.setFaults({ kind: "lost-before", operation: "DeleteDataTableAttribute", times: 2 });
      assert.deepEqual(await removed(), ["Fax", "Phone"]);
    });
  });

  it("sends nothing more once nobody waits for the run", async () => {
    let writes = 0;
    const assertAlive = () => (writes++ < 2 ? Promise.resolve() : Promise.reject(new Error("pulumi is gone")));
    await assert.rejects(reconcileTable(gateway(), { desired }, { sleep, assertAlive }), /pulumi is gone/);
    assert.deepEqual(bench.writes(), ["CreateDataTable", "CreateDataTableAttribute"]);
  });

  it("gives up after five rounds of conflicts, keeps what was done, and waits longer each time", async () => {
    const pauses: number[] = [];
    const error = { type: "ConflictException", status: 409, message: "busy" };
    bench.simulator.setFaults({
      kind: "error-before",
      operation: "CreateDataTableAttribute",
      nth: 2,
      times: null,
      error,
    });
    const outcome = await reconcileTable(
      gateway(),
      { desired },
      { sleep: (milliseconds) => Promise.resolve(void pauses.push(milliseconds)) },
    );
    assert.deepEqual(pauses, [500, 1000, 2000, 4000]);
    assert.equal(outcome.failure?.error.kind, "conflict");
    assert.deepEqual(outcome.done.map(describeStep), ['create the table "Hours"', 'create the column "Store"']);
    assert.deepEqual(Object.keys(outcome.table?.recorded.attributes ?? {}), ["Store"]);
  });

  it("keeps what was done when the look after a refusal fails too", async () => {
    const error = { type: "ConflictException", status: 409, message: "busy" };
    bench.simulator.setFaults(
      { kind: "error-before", operation: "CreateDataTableAttribute", nth: 2, error },
      { kind: "error-before", operation: "DescribeDataTable", error: { type: "AccessDeniedException", status: 403 } },
    );
    const outcome = await reconcileTable(gateway(), { desired }, { sleep });
    assert.equal(outcome.failure?.error.kind, "conflict");
    assert.deepEqual(Object.keys(outcome.table?.recorded.attributes ?? {}), ["Store"]);
  });
});
