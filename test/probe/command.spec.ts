import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { useClock } from "../../src/aws/limiter";
import { experiments } from "../../src/probe/experiments/experiments";
import { Disturbance } from "../../src/probe/service/ports";
import { startSimulator, type Simulator } from "../../src/simulator";
import { cli } from "../cli/run-cli";
import { useDummyCredentials } from "../helpers/values-bench";
import { instanceId, probe } from "./bench";
import { makeNeighbours, neighbours } from "./neighbours";

const main = resolve(__dirname, "../../src/cli/main.ts");
const never = () => new Promise<void>(() => undefined);
const fast = ["--requests-per-second", "500", "--burst", "500"];

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
    writeFileSync(file, '{ "noSuchSwitch": 1 }');
    assert.match(
      (await cli(["simulator", "--personality", file])).stderr,
      /There is no switch "noSuchSwitch".*SIMULATOR/s,
    );
    rmSync(folder, { recursive: true });
  });

  it("removes its tables on Ctrl-C and shows what was found", async () => {
    for (const nth of [40, 250]) {
      const interrupted = await runChild("SIGINT", nth);
      assert.equal(interrupted.code, 1);
      assert.match(interrupted.stdout, /staleReads = 0/);
      assert.deepEqual(neighbours(simulator).scratch, [], `at request ${nth}`);
    }
  });

  it("leaves its tables to --clean after kill -9", async () => {
    for (const nth of [8, 120]) await runChild("SIGKILL", nth);
    const left = neighbours(simulator).scratch.length;
    assert.ok(left > 0);
    assert.match((await call(["--clean", "--dry-run"])).stdout, /connect-data-tables-probe-/);
    assert.equal(neighbours(simulator).scratch.length, left);
    assert.match((await call(["--clean", "--yes"])).stderr, new RegExp(`removed ${left} of ${left} tables`));
    assert.deepEqual(neighbours(simulator).scratch, []);
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

  /** Runs the command in a process of its own that gets a signal at its n-th request. */
  async function runChild(signal: NodeJS.Signals, nth: number): Promise<{ code: number | null; stdout: string }> {
    const args = [
      "--import",
      "tsx",
      main,
      "probe",
      "--instance-id",
      instanceId,
      "--endpoint",
      simulator.url,
      "--yes",
      ...fast,
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
    simulator.setFaults({ kind: "edit", nth, run: () => void child.kill(signal) });
    let stdout = "";
    child.stdout.on("data", (text) => (stdout += String(text)));
    const code = await new Promise<number | null>((done) => child.once("close", done));
    return { code, stdout };
  }
});
