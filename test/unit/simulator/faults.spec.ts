import assert from "node:assert/strict";
import { Bench, cell, outcome, refused, type Place } from "./bench";

describe("the simulator's faults", () => {
  let bench: Bench;
  let place: Place;
  const stored = () => bench.simulator.dump().tables.Hours?.rows.map(({ values }) => values.Opens);

  beforeEach(async () => {
    bench = await Bench.start({ switches: { parallelSchemaCalls: "accepted" } });
    place = await bench.table();
  });
  afterEach(() => bench.stop());

  it("throttle the call that they name, once", async () => {
    bench.simulator.setFaults({ kind: "throttle", operation: "BatchCreateDataTableValue", nth: 2 });
    await bench.create(place, cell("Berlin", "9"));
    await bench.list(place);
    await refused(bench.create(place, cell("Paris", "8")), "ThrottlingException", /Rate exceeded/);
    await bench.create(place, cell("Paris", "8"));
    const { status, errorType } = bench.simulator.requests().find((request) => request.status === 429) ?? {};
    assert.deepEqual([status, errorType], [429, "ThrottlingException"]);
  });

  it("answer 500 before or after the request was applied", async () => {
    bench.simulator.setFaults({ kind: "error-before" });
    await refused(bench.create(place, cell("Berlin", "9")), "InternalServiceException");
    assert.deepEqual(stored(), []);
    bench.simulator.setFaults({ kind: "error-after" });
    await refused(bench.create(place, cell("Berlin", "9")), "InternalServiceException");
    assert.deepEqual(stored(), ["9"]);
  });

  it("answer any error that they are given, as often as they are told", async () => {
    const error = { type: "LimitExceededException", message: "too much" };
    bench.simulator.setFaults({ kind: "error-before", error, times: 2 });
    await refused(bench.list(place), "LimitExceededException", /too much/);
    await refused(bench.list(place), "LimitExceededException");
    await bench.list(place);
    bench.simulator.setFaults({ kind: "error-before", times: null, operation: "ListDataTables" });
    for (let round = 0; round < 3; round += 1) await assert.rejects(bench.listTables());
  });

  it("answer 500 after a part of the items was applied", async () => {
    const error = { type: "InternalServiceException" };
    bench.simulator.setFaults({ kind: "error-midway", error, item: { keys: { Store: "Rome" }, column: "Opens" } });
    await bench.create(place, cell("Oslo", "6"));
    const three = [cell("Berlin", "9"), cell("Paris", "8"), cell("Rome", "7")];
    await refused(bench.create(place, ...three), "InternalServiceException");
    assert.deepEqual(stored(), ["9", "6", "8"]);
    bench.simulator.setFaults({ kind: "error-midway", applied: 1 }, { kind: "error-midway", nth: 2 });
    await refused(bench.create(place, cell("Bern", "5"), cell("Rome", "7")), "InternalServiceException");
    assert.deepEqual(stored(), ["9", "5", "6", "8"]);
    await refused(bench.create(place, cell("Rome", "7"), cell("Kiel", "4")), "InternalServiceException");
    assert.deepEqual(stored(), ["9", "5", "6", "8", "7"]);
  });

  it("strike only requests with the item that they name", async () => {
    const item = { keys: { Store: "Paris" }, column: "Opens" };
    bench.simulator.setFaults({ kind: "error-before", item, times: null });
    await bench.create(place, cell("Berlin", "9"));
    await refused(bench.create(place, cell("Rome", "7"), cell("Paris", "8")), "InternalServiceException");
    await bench.create(place, cell("Rome", "7"));
    await refused(bench.create(place, cell("Paris", "8")), "InternalServiceException");
    await bench.list(place);
    assert.deepEqual(stored(), ["9", "7"]);
  });

  it("lose the answer of a request that was or was not applied", async () => {
    bench.simulator.setFaults({ kind: "lost-before" });
    await assert.rejects(bench.create(place, cell("Berlin", "9")));
    assert.deepEqual(stored(), []);
    bench.simulator.setFaults({ kind: "lost-after" });
    await assert.rejects(bench.create(place, cell("Berlin", "9")));
    assert.deepEqual(stored(), ["9"]);
    assert.equal(bench.simulator.requests().filter(({ status }) => status === 0).length, 2);
  });

  it("cut an answer in half, or take Successful out of it", async () => {
    bench.simulator.setFaults({ kind: "cut-answer" });
    await assert.rejects(bench.create(place, cell("Berlin", "9")));
    bench.simulator.setFaults({ kind: "no-successful" });
    const answer = await bench.create(place, cell("Paris", "8"));
    assert.equal(answer.Successful, undefined);
    assert.deepEqual(stored(), ["9", "8"]);
  });

  it("repeat the token of a page", async () => {
    await bench.create(place, cell("Berlin", "9"), cell("Paris", "8"), cell("Rome", "7"));
    const { NextToken } = await bench.list(place, { MaxResults: 1 });
    bench.simulator.setFaults({ kind: "repeat-token" });
    assert.equal((await bench.list(place, { MaxResults: 1, NextToken })).NextToken, NextToken);
  });

  it("delay a request", async () => {
    bench.simulator.setFaults({ kind: "delay", delayMs: 60 });
    const start = performance.now();
    await bench.list(place);
    assert.ok(performance.now() - start >= 50);
  });

  it("let somebody else write between a client's read and its write", async () => {
    await bench.create(place, cell("Berlin", "9"));
    const lock = await bench.lock(place, "Berlin");
    let called = 0;
    bench.simulator.setFaults({
      kind: "edit",
      operation: "BatchUpdateDataTableValue",
      edits: [{ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "foreign" }],
      run: () => void (called += 1),
    });
    assert.deepEqual(outcome(await bench.update(place, cell("Berlin", "10", lock))), [0, "Concurrency conflict"]);
    assert.deepEqual(stored(), ["foreign"]);
    assert.equal(called, 1);
  });

  it("strike one table only when told so", async () => {
    const other = await bench.table("Other");
    bench.simulator.setFaults({ kind: "error-before", dataTableId: other.DataTableId });
    await bench.list(place);
    await refused(bench.list(other), "InternalServiceException");
  });

  it("are refused when their kind is unknown", () => {
    assert.throws(() => bench.simulator.setFaults({ kind: "fire" as "delay" }), /no fault "fire"/);
  });
});

describe("somebody else's edits in the simulator", () => {
  let bench: Bench;
  let place: Place;
  before(async () => {
    bench = await Bench.start();
    place = await bench.table();
  });
  after(() => bench.stop());

  it("make, change and remove values of records and of the default record, and remove tables", async () => {
    const edit = (store: string | null, value: string | null) =>
      bench.simulator.edit({ table: "Hours", ...(store && { keys: { Store: store } }), column: "Opens", value });
    const dump = () => bench.simulator.dump().tables.Hours;
    edit("Berlin", "9");
    edit(null, "8");
    assert.deepEqual(dump()?.rows, [{ keys: { Store: "Berlin" }, values: { Opens: "9" } }]);
    assert.deepEqual(dump()?.defaults, { Opens: "8" });
    const lock = await bench.lock(place, "Berlin");
    edit("Berlin", "10");
    assert.notEqual((await bench.lock(place, "Berlin")).Value, lock.Value);
    edit("Berlin", null);
    edit("Rome", null);
    edit(null, null);
    assert.deepEqual(dump()?.rows, []);
    assert.throws(() => bench.simulator.edit({ table: "None", column: "Opens", value: "" }), /no table "None"/);
    assert.throws(() => bench.simulator.edit({ table: "Hours", column: "None", value: "" }), /no column "None"/);
    bench.simulator.edit({ table: place.DataTableId, deleteTable: true });
    assert.deepEqual(bench.simulator.dump().tables, {});
  });
});
