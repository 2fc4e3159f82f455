import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bench, cell } from "./bench";

describe("the simulator's data file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "simulator-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes the next run go on where the last one ended, lock versions included", async () => {
    const dataFile = join(folder, "data.json");
    const first = await Bench.start({ dataFile });
    const place = await first.table();
    await first.create(place, cell("Berlin", "9"));
    const lock = await first.lock(place, "Berlin");
    const before = first.simulator.dump({ locks: true });
    await first.stop();

    const second = await Bench.start({ dataFile });
    assert.deepEqual(second.simulator.dump({ locks: true }), before);
    await second.update(place, cell("Berlin", "10", lock));
    assert.notEqual((await second.lock(place, "Berlin")).Value, lock.Value);
    await second.stop();
    assert.deepEqual(readdirSync(folder), ["data.json"]);
  });

  it("is refused when it holds something else", async () => {
    const dataFile = join(folder, "data.json");
    writeFileSync(dataFile, '{"format":2}');
    await assert.rejects(Bench.start({ dataFile }), /not a data file/);
    writeFileSync(dataFile, "hello");
    await assert.rejects(Bench.start({ dataFile }), /data\.json is not a data file/);
  });

  it("is refused at once when it cannot be read or written", async () => {
    const missing = join(folder, "none", "data.json");
    await assert.rejects(Bench.start({ dataFile: missing }), /data\.json cannot be written: ENOENT/);
    await assert.rejects(Bench.start({ dataFile: folder }), /cannot be read: EISDIR/);
  });

  it("belongs to one simulator at a time; what a killed one left behind does not count", async () => {
    const dataFile = join(folder, "data.json");
    const first = await Bench.start({ dataFile });
    await assert.rejects(Bench.start({ dataFile }), /data\.json is in use by another simulator/);
    await first.stop();
    writeFileSync(`${dataFile}.lock`, "999999999");
    const second = await Bench.start({ dataFile });
    await assert.rejects(Bench.start({ dataFile }), /is in use by another simulator/);
    await second.stop();
    writeFileSync(`${dataFile}.lock`, String(process.ppid));
    await assert.rejects(Bench.start({ dataFile }), /is in use by another simulator/);
    rmSync(`${dataFile}.lock`);
    assert.deepEqual(readdirSync(folder), ["data.json"]);
  });

  it("is not needed: two simulators without one share nothing", async () => {
    const [one, two] = [await Bench.start(), await Bench.start()];
    await one.table();
    assert.deepEqual(two.simulator.dump(), { tables: {} });
    await Promise.all([one.stop(), two.stop()]);
  });
});
