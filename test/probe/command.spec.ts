import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useClock } from "../../src/aws/limiter";
import { experiments } from "../../src/probe/experiments/experiments";
import { Disturbance } from "../../src/probe/service/ports";
import { personalities, startSimulator, type Simulator, type Switches } from "../../src/simulator";
import { cli } from "../cli/run-cli";
import { takePersonalityFile } from "../helpers/personality-file";
import { useDummyCredentials } from "../helpers/values-bench";
import { instanceId, probe } from "./bench";
import { disturb } from "./interruptions";
import { makeNeighbours, neighbours } from "./neighbours";
import { fast, runChild, signalAt } from "./signals";

const never = () => new Promise<void>(() => undefined);

describe("connect-data-tables probe", function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let others: string;
  const environment = { ...process.env };

  beforeEach(async () => {
    simulator = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
    useDummyCredentials();
    await makeNeighbours(simulator.url, instanceId);
    others = neighbours(simulator).others;
    simulator.clearRequests();
  });
  afterEach(async () => {
    assert.equal(neighbours(simulator).others, others, "a table of others was touched");
    await simulator.close();
    process.env = { ...environment };
    useClock({ now: () => performance.now(), sleep: (time) => new Promise((done) => setTimeout(done, time)) });
  });

  const call = (args: readonly string[], more: Parameters<typeof cli>[1] = {}) =>
    cli(
      ["probe", "--instance-id", instanceId, "--endpoint", simulator.url, "--region", "us-east-1", ...fast, ...args],
      {
        stopped: never,
        ...more,
      },
    );

  it("says with --dry-run what it would do, and sends nothing", async () => {
    const { code, stdout, stderr } = await call(["--dry-run"]);
    assert.equal(code, 0);
    assert.match(stderr, /makes 11 scratch tables, connect-data-tables-probe-…, with the tag/);
    assert.match(stdout, /^maxItemsCreate: How many items/m);
    assert.deepEqual(simulator.requests(), []);
  });

  it("makes nothing when the user does not agree or cannot be asked", async () => {
    assert.match((await call([], { stdin: "" })).stderr, /cannot ask for confirmation.*INVALID_OPTION/s);
    assert.match((await call([])).stderr, /Go on\? \[y\/N\]/);
    assert.deepEqual(new Set(simulator.requests().map(({ operation }) => operation)), new Set(["ListDataTables"]));
  });

  it("refuses where the instance has no room for its tables", async () => {
    const { code, stderr } = await call(["--yes", "--table-quota", "13"]);
    assert.equal(code, 1);
    assert.match(stderr, /has 3 of 13 data tables, and the probe needs 11.*QUOTA_REACHED/s);
  });

  it("writes a result that the simulator takes as a personality", async () => {
    const folder = mkdtempSync(join(tmpdir(), "probe-"));
    const file = join(folder, "connect-data-tables.service.json");
    simulator.setSwitches({ staleItem: "whole-request", maxItemsCreate: 100 });
    const { code, stderr } = await call(["--yes", "--format", "json", "-o", file]);
    assert.equal(code, 0, stderr);
    const { personality, complete } = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, unknown>>;
    assert.equal(complete, true);
    assert.equal(personality?.staleItem, "whole-request");
    assert.deepEqual(neighbours(simulator).scratch, []);
    let switches: unknown;
    await cli(["simulator", "--port", "0", "--personality", file], {
      onOutput: (text) => void (switches = fetch(`${text.trim()}/_simulator/switches`).then((answer) => answer.json())),
      stopped: async () => void (switches = await switches),
    });
    assert.equal((switches as Record<string, unknown>).maxItemsCreate, 100);
    assertPlayedAgainst(file);
    writeFileSync(file, '{ "noSuchSwitch": 1 }');
    assert.match(
      (await cli(["simulator", "--personality", file])).stderr,
      /There is no switch "noSuchSwitch".*SIMULATOR/s,
    );
    rmSync(folder, { recursive: true });
  });

  /** `npm run probe:check -- signals` does this at every tenth request. */
  it("removes its tables on Ctrl-C and shows what was found", async () => {
    const { progress } = await disturb("interrupted", Infinity);
    for (const nth of [40, 250]) assert.ok((await signalAt("SIGINT", nth, progress)).decided > 0, `at request ${nth}`);
  });

  it("leaves its tables to --clean after kill -9", async () => {
    for (const nth of [8, 120]) assert.ok((await signalAt("SIGKILL", nth, [])).left > 0, `at request ${nth}`);
  });

  it("lists what --clean would remove, and removes nothing with --dry-run", async () => {
    await runChild(simulator, [], { name: "SIGKILL", nth: 60 });
    const { scratch } = neighbours(simulator);
    assert.deepEqual((await call(["--clean", "--dry-run"])).stdout.trim().split("\n").sort(), [...scratch].sort());
    assert.deepEqual(neighbours(simulator).scratch, scratch);
    assert.match((await call(["--clean", "--yes"])).stderr, new RegExp(`removed ${scratch.length} of`));
  });

  const untagged = "Scratch table of connect-data-tables probe, run 0123abcd. May be deleted. It could not be tagged.";

  it("uses a marker in the description where tags are denied, and keeps it when the table is updated", async () => {
    const descriptions: unknown[] = [];
    let created = 0;
    const outcome = await probe({
      fillsQuota: false,
      experiments: experiments.filter(({ name }) => name === "lockFormat"),
      between: (service) => ({
        throttles: () => [],
        sendAtOnce: (operation, input) => service.sendAtOnce(operation, input),
        send: async (operation, input) => {
          const isCreate = operation === "CreateDataTable";
          if (isCreate && ++created === 1) throw new Disturbance(operation, "no answer");
          if (isCreate && "Tags" in input)
            return { kind: "refusal", type: "AccessDeniedException", status: 403, message: "" };
          if (isCreate || operation === "UpdateDataTableMetadata") descriptions.push(input.Description);
          return service.send(operation, input);
        },
      }),
    });
    assert.deepEqual([outcome.stoppedBy, outcome.left], [undefined, []]);
    assert.deepEqual(descriptions, [untagged, untagged]);
  });
});

/** `npm run sweep` and `npm run soak` with `--personality`: the service of the file takes the place of all personalities. */
function assertPlayedAgainst(file: string): void {
  const all = personalities as Record<string, Partial<Switches>>;
  const before = { ...all };
  try {
    assert.deepEqual(takePersonalityFile(["a", "--personality", file, "b"]), ["a", "b"]);
    assert.deepEqual(Object.keys(all), ["documented"]);
    assert.deepEqual([all.documented?.staleItem, all.documented?.maxItemsCreate], ["whole-request", 100]);
    assert.throws(() => takePersonalityFile(["--personality"]), /cannot read/);
  } finally {
    for (const name of Object.keys(all)) delete all[name];
    Object.assign(all, before);
    delete process.env.PERSONALITY_FILE;
  }
}
