/** With a committed result of the probe, what it says of lock versions is not learned again by requests that are refused. */
import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import { rememberStackConfig } from "../../src/provider/host/run";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { personalities, switchValues, type Switches } from "../../src/simulator";
import { VerbStack } from "../helpers/verb-stack";
import { lockWay, pairwiseLockWays, playLocks } from "../scenario/locks";
import { assertDone, manyRows, requests, stored, withBench } from "./values-bench";

type Rows = ValuesInputs["rows"];

/** What an update sent: requests by operation, and how many of them were refused as a whole. */
type Sent = Record<string, number>;

const defaults = Object.fromEntries(Object.entries(switchValues).map(([name, [first]]) => [name, first]));

/** A service, as the simulator and as a result of the probe. */
function service(changes: Partial<Switches>, personality = "documented"): Partial<Switches> {
  return { ...(defaults as unknown as Switches), ...personalities[personality], ...changes };
}

describe("what a probe found out about lock versions", function () {
  this.timeout(120_000);
  let folder: string;
  const home = process.cwd();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "known-service-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rememberStackConfig({ get: () => undefined });
    rmSync(folder, { recursive: true });
  });

  /** Makes a result the one that the configuration names; undefined: none. */
  function know(personality: Partial<Switches> | undefined): void {
    const file = join(folder, "known.json");
    writeFileSync(file, JSON.stringify({ schemaVersion: 1, answers: {}, personality, advice: { batchSize: 25 } }));
    rememberStackConfig({
      get: (key) => (key === "connect-data-tables:service" && personality ? file : undefined),
    });
  }

  /** Declares one content of the table after the other; the requests of the last update. */
  async function lastUpdate(
    real: Partial<Switches>,
    lockLevel: DataTableLockLevel,
    known: Partial<Switches> | undefined,
    contents: readonly Rows[],
  ): Promise<Sent> {
    let sent: Sent = {};
    await withBench(
      async (bench) => {
        const stack = new VerbStack();
        for (const rows of contents) {
          know(known);
          requests(bench);
          assertDone(await stack.up({ ...bench.inputs, guard: false, rows }, { skipPreview: true }));
          const refused = bench.simulator.requests().filter(({ status }) => status >= 400).length;
          sent = { ...requests(bench), refused };
        }
        assert.deepEqual(Object.keys(stored(bench)).length, Object.keys(contents.at(-1) ?? {}).length);
      },
      { switches: { ...real, parallelSchemaCalls: "accepted" }, lockLevel },
    );
    return sent;
  }

  /** The last update without a result and with it. */
  async function both(real: Partial<Switches>, level: DataTableLockLevel, contents: readonly Rows[]) {
    const as = (known: Partial<Switches> | undefined) => lastUpdate(real, level, known, contents);
    return { without: await as(undefined), known: await as(real) };
  }

  const many = manyRows(100, () => ({ Opens: "09:00" }));
  const pairs = (opens: string, note: string) => manyRows(50, () => ({ Opens: opens, Note: note }));

  it("creates fill their requests where a version that they carry would make the next one stale", async () => {
    const whole = await both(service({}, "in-request-409"), "DATA_TABLE", [many]);
    assert.deepEqual(whole.known, { attributes: 1, list: 2, table: 1, create: 4, refused: 0 });
    assert.deepEqual([whole.without.create, whole.without.refused], [12, 8]);
    for (const level of ["ATTRIBUTE", "DATA_TABLE"] as const) {
      const { without, known } = await both(service({}, "in-request-stale"), level, [many]);
      // At level DATA_TABLE this service demands a version; what is known spares the answer that teaches it.
      assert.deepEqual([without.create, without.describe], [100, 1]);
      assert.deepEqual([known.create, known.describe], [level === "ATTRIBUTE" ? 4 : 100, undefined]);
    }
  });

  it("creates need no read before each request where responses do not show the version", async () => {
    const { without, known } = await both(service({}, "terse"), "DATA_TABLE", [many]);
    assert.deepEqual([without.create, without.table], [4, 4]);
    assert.deepEqual([known.create, known.table], [4, 1]);
  });

  it("only the parts are sent that the level goes by where all that are sent are compared", async () => {
    const real = service({ checkedParts: "sent", recordPartMoves: "always", inRequestStaleness: true });
    const { without, known } = await both(real, "VALUE", [pairs("a", "a"), pairs("b", "b")]);
    assert.deepEqual([without.update, without.describe], [7, 6]);
    assert.deepEqual([known.update, known.describe], [4, undefined]);
  });

  it("updates at level NONE carry a version from the start where they must", async () => {
    const real = service({ lockAtNone: "required", lockInList: "absent" });
    const { without, known } = await both(real, "NONE", [pairs("a", "a"), pairs("b", "b")]);
    assert.deepEqual([without.update, known.update], [8, 4]);
  });

  it("a create without a lock version never hides an edit that came before it", async () => {
    const real = service({}, "in-request-409");
    await withBench(
      async (bench) => {
        const stack = new VerbStack();
        know(real);
        const first = { A: { Opens: "a", Note: "a" }, B: { Opens: "b", Note: "b" } };
        assertDone(await stack.up({ ...bench.inputs, rows: first }, { skipPreview: true }));
        const edit = { table: "Hours", keys: { Store: "B" }, column: "Opens", value: "theirs" };
        bench.simulator.setFaults({ kind: "edit", operation: "BatchCreateDataTableValue", edits: [edit] });
        const rows = { A: { Opens: "a", Note: "a2" }, B: { Opens: "b2", Note: "b" }, C: { Opens: "c" } };
        const { failure } = await stack.up({ ...bench.inputs, rows }, { skipPreview: true });
        assert.match(failure ?? "", /row "B", column "Opens" was edited/);
        assert.equal(stored(bench).B?.Opens, "theirs");
      },
      { switches: { ...real, parallelSchemaCalls: "accepted" }, lockLevel: "DATA_TABLE" },
    );
  });

  const wrong = { lockOnCreate: "optional", lockPartsInWrites: "none", checkedParts: "sent" } as const;

  it("a wrong result is survived, and what it says is not tried again", async () => {
    for (const refusal of ["per-item", "whole-request"] as const) {
      const real = service({ lockOnCreate: "coarse", messages: "terse", invalidItem: refusal });
      const sent = await lastUpdate(real, "DATA_TABLE", { ...real, ...wrong }, [many]);
      const most = refusal === "per-item" ? 5 : 4 + 2 * Math.ceil(Math.log2(25));
      assert.ok((sent.create ?? 0) <= most, JSON.stringify(sent));
    }
  });

  it("a right result and a wrong one change nothing of what is written, whatever the service does with lock versions", async () => {
    for (const [index, way] of pairwiseLockWays().map(lockWay).entries()) {
      const isRight = index % 2 === 0;
      know(service({ ...way, ...(!isRight && { ...wrong, inRequestStaleness: false, lockAtNone: "required" }) }));
      await playLocks(way).catch((error: Error) => {
        throw new Error(`${isRight ? "right" : "wrong"} ${JSON.stringify(way)}: ${error.message}`, { cause: error });
      });
    }
  });
});
