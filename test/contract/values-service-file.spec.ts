import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rememberStackConfig } from "../../src/provider/host/run";
import { knownService, serviceFileName } from "../../src/provider/host/service-file";
import { dataTableValuesVerbs as verbs } from "../../src/provider/values/verbs";
import type { Switches } from "../../src/simulator";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, requests, withBench } from "./values-bench";

const result = (advice: object, personality: object = {}) =>
  JSON.stringify({ schemaVersion: 1, answers: {}, personality, advice });
const hundred = { batchSize: 100, requestsPerSecond: 2, burst: 5 };
const config = (settings: Readonly<Record<string, string>> = {}) => ({
  get: (key: string) => settings[key.replace("connect-data-tables:", "")],
});

describe("what a probe found out", function () {
  this.timeout(60_000);
  let folder: string;
  const home = process.cwd();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "service-file-"));
    mkdirSync(join(folder, "project/program"), { recursive: true });
    writeFileSync(join(folder, "project/Pulumi.yaml"), "name: x\nruntime: nodejs\n");
    process.chdir(join(folder, "project/program"));
  });
  afterEach(() => {
    process.chdir(home);
    rememberStackConfig(config());
    rmSync(folder, { recursive: true });
  });

  const put = (path: string, text: string) => writeFileSync(join(folder, path), text);

  /** Requests of a first apply of so many values. */
  async function firstApply(
    switches: Partial<Switches>,
    more: Partial<ValuesInputs> = {},
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Record<string, number>> {
    let sent: Record<string, number> = {};
    await withBench(
      async (bench) => {
        rememberStackConfig(config(settings));
        const rows = manyRows(1000, () => ({ Opens: "09:00" }));
        assertDone(await new VerbStack().up({ ...bench.inputs, guard: false, rows, ...more }, { skipPreview: true }));
        sent = requests(bench);
      },
      { switches },
    );
    return sent;
  }

  it("a first apply of 1,000 values takes 10 creates with a learned batch size of 100", async () => {
    put(`project/${serviceFileName}`, result(hundred));
    assert.equal((await firstApply({ maxItemsCreate: 100 })).create, 10);
  });

  it("an argument comes before the stack's settings, and those before the file", async () => {
    put(`project/${serviceFileName}`, result(hundred));
    const free = { maxItemsCreate: null };
    assert.equal((await firstApply(free, { batchSize: 250 }, { batchSize: "500" })).create, 4);
    assert.equal((await firstApply(free, {}, { batchSize: "500" })).create, 2);
    put("named.json", result({ ...hundred, batchSize: 200 }));
    assert.equal((await firstApply(free, {}, { service: "../../named.json" })).create, 5);
  });

  it("a batch size that is too large is survived", async () => {
    put(`project/program/${serviceFileName}`, result({ ...hundred, batchSize: 1000 }));
    const { create = 0 } = await firstApply({ maxItemsCreate: 25 });
    assert.ok(create >= 32 && create <= 80, `${create} creates`);
  });

  it("the nearest file up to the project's folder counts, and none above it", () => {
    put(serviceFileName, result({ ...hundred, batchSize: 1 }));
    assert.deepEqual(knownService(config()).settings, {});
    put(`project/${serviceFileName}`, result({ ...hundred, batchSize: 2 }));
    assert.equal(knownService(config()).settings.batchSize, 2);
    put(`project/program/${serviceFileName}`, result({ ...hundred, batchSize: 3 }));
    assert.equal(knownService(config()).settings.batchSize, 3);
  });

  it("what makes items stale, and how many one may describe, need not be learned again", () => {
    put(`project/${serviceFileName}`, result(hundred, { inRequestStaleness: true, maxItemsDescribe: 50 }));
    assert.deepEqual(knownService(config()).memory, { oneItemPerScope: true, maxReadItems: 50 });
  });

  it("a file that is no result is a warning where it was found, and an error where it is named", async () => {
    for (const text of ["{", "{}", result({ batchSize: 0 }), result({ batchSize: "many" }), "null"]) {
      put(`project/${serviceFileName}`, text);
      const [found, named] = [knownService(config()), knownService(config({ service: `../${serviceFileName}` }))];
      assert.deepEqual([found.problems.length, found.warnings.length, found.settings], [0, 1, {}], text);
      assert.deepEqual([named.problems.length, named.problems[0]?.code], [1, "INVALID_SETTING"], text);
    }
    await withBench(async (bench) => {
      rememberStackConfig(config({ service: "no-such-file.json" }));
      const { failures } = await verbs.check({}, { ...bench.inputs, rows: {} } as ValuesInputs);
      assert.match(JSON.stringify(failures), /no-such-file.json is not used: ENOENT/);
    });
  });
});
