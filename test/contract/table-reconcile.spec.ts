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
