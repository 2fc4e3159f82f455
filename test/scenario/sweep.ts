/** Plays a scenario against a simulator of one personality at one lock level. Judged by the simulator's dump, never by the provider's word. */
import { strict as assert } from "node:assert";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import { listTable, requestCounts, valuesBench, type ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { useClock } from "../../src/aws/limiter";
import { personalities } from "../../src/simulator";
import type { Expected, Scenario, Step } from "./scenarios";

export const levels = [
  "NONE",
  "VALUE",
  "ATTRIBUTE",
  "PRIMARY_VALUE",
  "DATA_TABLE",
] as const satisfies readonly DataTableLockLevel[];

export const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
  Open: { type: "BOOLEAN" },
  Channels: { type: "TEXT_LIST" },
  Rates: { type: "NUMBER_LIST" },
} as const;

/** Pauses between two attempts take a millisecond at most in everything that is played from now on in this process. */
export function withoutPauses(): void {
  const sleep = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, Math.min(1, milliseconds)));
  useClock({ now: () => performance.now(), sleep });
}

/** Plays every step; throws an AssertionError with the step's number when something does not hold. */
export async function play(scenario: Scenario, personality: string, lockLevel: DataTableLockLevel): Promise<void> {
  // A call that changes columns takes its time only to be found in parallel with another; no scenario makes any.
  const switches = { parallelSchemaCalls: "accepted" } as const;
  const bench = await valuesBench(columns, { personality, lockLevel, switches });
  try {
    const stack = new VerbStack();
    for (const [index, step] of scenario.steps.entries()) {
      try {
        await playStep(step, bench, stack, personality);
      } catch (error) {
        (error as Error).message = `step ${index + 1}: ${(error as Error).message}`;
        throw error;
      }
    }
  } finally {
    await bench.close();
  }
}

async function playStep(step: Step, bench: ValuesBench, stack: VerbStack, personality: string): Promise<void> {
  const { simulator } = bench;
  await listTable(bench);
  if ("edit" in step) {
    step.edit.forEach((edit) => simulator.edit({ table: "Hours", ...edit }));
  } else if ("fault" in step) {
    simulator.setFaults(...step.fault);
  } else if ("refresh" in step) {
    assert.deepEqual(await stack.refresh(), { changed: step.changes });
  } else if ("destroy" in step) {
    const { failure } = await stack.destroy();
    expectFailure(failure, step.fails);
    assertHolds(bench, step.holds, personality);
  } else {
    const program = { ...bench.inputs, ...step.up };
    const failing = "fails" in step ? step.fails : undefined;
    const { failure } = await stack.up(program, { refresh: step.refreshFirst, settle: () => listTable(bench) });
    expectFailure(failure, failing);
    assertHolds(bench, step.holds, personality);
    if (failing) return;
    await listTable(bench);
    simulator.clearRequests();
    assert.equal((await stack.up(program)).changed, false, "a second up has something to do");
    assert.deepEqual(requestCounts(simulator), {}, "a second up sends requests");
    if ("drift" in step && step.drift) return;
    assert.deepEqual(await stack.refresh({ previewOnly: true }), { changed: false }, "a refresh proposes a change");
  }
}

function expectFailure(failure: string | undefined, expected: RegExp | undefined): void {
  if (expected) assert.match(failure ?? "(no failure)", expected);
  else assert.equal(failure, undefined);
}

function assertHolds({ simulator }: ValuesBench, expected: Expected, personality: string): void {
  const table = simulator.dump().tables.Hours;
  const rows = (table?.rows ?? []).map(({ keys, values }) => [keys.Store ?? "?", values] as const);
  const all = [["\\default", table?.defaults ?? {}] as const, ...rows].filter(
    ([, values]) => Object.keys(values).length > 0,
  );
  assert.deepEqual(canonical(Object.fromEntries(all), {}), canonical(expected, personalities[personality] ?? {}));
}

/** What the service makes of the values: the scenarios state what was sent. Numbers and lists count by meaning in both. */
function canonical(table: Expected, service: (typeof personalities)[string]): Record<string, Record<string, string>> {
  const store = (column: string, value: string): [string, string][] => {
    if (column === "Seats") return [[column, exactNumber(value)]];
    if (column === "Rates" || column === "Channels") return [[column, JSON.stringify(JSON.parse(value))]];
    const trimmed = service.trimValues ? value.trim() : value;
    const text = service.normaliseUnicode ? trimmed.normalize("NFC") : trimmed;
    return service.emptyText === "no-value" && text === "" ? [] : [[column, text]];
  };
  const rows = Object.entries(table).map(
    ([row, cells]) =>
      [
        row,
        Object.fromEntries(
          Object.entries(cells)
            .sort()
            .flatMap(([column, value]) => store(column, value)),
        ),
      ] as const,
  );
  return Object.fromEntries(rows.filter(([, cells]) => Object.keys(cells).length > 0).sort());
}

function exactNumber(text: string): string {
  const [whole = "", fraction = ""] = text.split(".");
  const digits = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${digits ? `.${digits}` : ""}`;
}
