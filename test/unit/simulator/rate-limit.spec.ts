import assert from "node:assert/strict";
import { documentedRateLimit } from "../../../src/simulator";
import { Bench, refused } from "./bench";

describe("the simulator's rate limit", () => {
  let bench: Bench;
  afterEach(() => bench.stop());

  it("lets a burst of 5 pass and then 2 a second, for each operation on its own", async () => {
    let time = 1_000_000;
    bench = await Bench.start({ rateLimit: documentedRateLimit, clock: () => time });
    const place = await bench.table("Hours", "VALUE", {});
    for (let call = 0; call < 5; call += 1) await bench.list(place);
    await refused(bench.list(place), "ThrottlingException");
    await bench.listTables();
    time += 499;
    await refused(bench.list(place), "ThrottlingException");
    time += 1;
    await bench.list(place);
    await refused(bench.list(place), "ThrottlingException");
    time += 60_000;
    for (let call = 0; call < 5; call += 1) await bench.list(place);
    await refused(bench.list(place), "ThrottlingException");
    bench.simulator.setRateLimit(undefined);
    await bench.list(place);
  });

  it("goes by simulated time, which may run faster than the machine's", async () => {
    let time = 1_000_000;
    bench = await Bench.start({ rateLimit: { rate: 1, burst: 1 }, clock: () => time, speed: 100 });
    await bench.listTables();
    await refused(bench.listTables(), "ThrottlingException");
    time += 10;
    await bench.listTables();
    const times = bench.simulator.requests().map((request) => request.time);
    assert.deepEqual(times, [1_000_000, 1_000_000, 1_001_000]);
  });
});
