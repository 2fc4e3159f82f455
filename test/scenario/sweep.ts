/** Plays a scenario against a simulator of one personality at one lock level. Judged by the simulator's dump, never by the provider's word. */
import { strict as assert } from "node:assert";
import {
  UpdateDataTableAttributeCommand,
  UpdateDataTableMetadataCommand,
  type DataTableLockLevel,
} from "@aws-sdk/client-connect";
import { instanceId, listTable, requestCounts, valuesBench, type ValuesBench } from "../helpers/values-bench";
import { doorOfProcess, type Door } from "../helpers/door";
import { providers } from "../helpers/stack/provider";
import { VerbStack } from "../helpers/verb-stack";
import { useClock } from "../../src/aws/limiter";
import { personalities } from "../../src/simulator";
import type { Expected, Scenario, Step } from "./story";

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

/** Plays every step through a door; throws an AssertionError with the step's number when something does not hold. */
export async function play(
  scenario: Scenario,
  personality: string,
  lockLevel: DataTableLockLevel,
  door: Door = doorOfProcess(),
): Promise<void> {
  const provider = providers[door];
  // A call that changes columns takes its time only to be found in parallel with another; no scenario makes any.
  const switches = { parallelSchemaCalls: "accepted", keyColumnOnData: "filled" } as const;
  const bench = await valuesBench(scenario.columns ?? columns, { personality, lockLevel, switches });
  const stacks = { own: new VerbStack("values", { provider }), other: new VerbStack("other", { provider }) };
  try {
    for (const [index, step] of scenario.steps.entries()) {
      try {
        await listTable(bench);
        if ("up" in step) await playUp(step, bench, stacks[step.other ? "other" : "own"], personality);
        else if ("destroy" in step) await playDestroy(step, bench, stacks[step.other ? "other" : "own"], personality);
        else if ("refresh" in step) assert.deepEqual(await stacks.own.refresh(), { changed: step.changes });
        else await happen(step, bench, personality);
      } catch (error) {
        (error as Error).message = `step ${index + 1}: ${(error as Error).message}`;
        throw error;
      }
    }
  } finally {
    await bench.close();
  }
}

/** What others do, or the service does. */
async function happen(
  step: Exclude<Step, { up: unknown } | { destroy: unknown } | { refresh: unknown }>,
  bench: ValuesBench,
  personality: string,
): Promise<void> {
  const { simulator, client, tableId } = bench;
  const table = { InstanceId: instanceId, DataTableId: tableId };
  if ("edit" in step) step.edit.forEach((edit) => simulator.edit({ table: "Hours", ...edit }));
  else if ("fault" in step) simulator.setFaults(...step.fault);
  else if ("deny" in step) simulator.setDenied(step.deny);
  else if ("room" in step) {
    const keys = personalities[personality]?.keyCellsCount ? step.room.keys : 0;
    simulator.setLimits({ cellsPerTable: step.room.cells + keys });
  } else if ("rename" in step) {
    const column = simulator.dump().tables.Hours?.attributes[step.rename.from];
    const { valueType: ValueType, primary: Primary } = column ?? { valueType: "TEXT", primary: false };
    const names = { AttributeName: step.rename.from, Name: step.rename.to };
    await client.send(new UpdateDataTableAttributeCommand({ ...table, ...names, ValueType, Primary }));
  } else {
    const rest = { Name: "Hours", TimeZone: "Europe/Berlin", ValueLockLevel: step.level } as const;
    await client.send(new UpdateDataTableMetadataCommand({ ...table, ...rest }));
  }
}

async function playDestroy(
  step: Extract<Step, { destroy: unknown }>,
  bench: ValuesBench,
  stack: VerbStack,
  personality: string,
): Promise<void> {
  const { failure } = await stack.destroy();
  expectFailure(failure, step.fails);
  assertHolds(bench, step.holds, personality);
}

async function playUp(
  step: Extract<Step, { up: unknown }>,
  bench: ValuesBench,
  stack: VerbStack,
  personality: string,
): Promise<void> {
  const { simulator } = bench;
  const program = { ...bench.inputs, ...step.up };
  const failing = "fails" in step ? step : undefined;
  if (step.allow !== undefined) process.env.CONNECT_DATA_TABLES_ALLOW = step.allow;
  const { failure } = await stack
    .up(program, { refresh: step.refreshFirst, settle: () => listTable(bench) })
    .finally(() => delete process.env.CONNECT_DATA_TABLES_ALLOW);
  expectFailure(failure, failing?.fails);
  if (failing?.hides) assert.doesNotMatch(failure ?? "", failing.hides);
  if (step.holds) assertHolds(bench, step.holds, personality);
  if (failing) return;
  await listTable(bench);
  simulator.clearRequests();
  assert.equal((await stack.up(program)).changed, false, "a second up has something to do");
  assert.deepEqual(requestCounts(simulator), {}, "a second up sends requests");
  if ("drift" in step && step.drift) return;
  assert.deepEqual(await stack.refresh({ previewOnly: true }), { changed: false }, "a refresh proposes a change");
}

/** Holds a failure, or none, against what was to be. */
export function expectFailure(failure: string | undefined, expected: RegExp | undefined): void {
  if (expected) assert.match(failure ?? "(no failure)", expected);
  else assert.equal(failure, undefined);
}

function assertHolds({ simulator }: ValuesBench, expected: Expected, personality: string): void {
  const table = simulator.dump().tables.Hours;
  const rows = (table?.rows ?? []).map(({ keys, values }) => [rowName(keys), values] as const);
  const all = [["\\default", table?.defaults ?? {}] as const, ...rows].filter(
    ([, values]) => Object.keys(values).length > 0,
  );
  assert.deepEqual(canonical(Object.fromEntries(all), {}), canonical(expected, personalities[personality] ?? {}));
}

/** The key values in the order of their columns' names; `__proto__` would mean something else in a test. */
export function rowName(keys: Readonly<Record<string, string>>): string {
  const names = Object.keys(keys).sort();
  return names.map((name) => (keys[name] === "__proto__" ? "__proto__x" : keys[name])).join("/");
}

/** What the service makes of the values: the scenarios state what was sent. Numbers and lists count by meaning in both. */
export function canonical(
  table: Expected,
  service: (typeof personalities)[string],
): Record<string, Record<string, string>> {
  const store = (column: string, value: string): [string, string][] => {
    if (column === "Seats" || column === "toString") return [[column, exactNumber(value)]];
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
            .sort(byName)
            .flatMap(([column, value]) => store(column, value)),
        ),
      ] as const,
  );
  return Object.fromEntries(rows.filter(([, cells]) => Object.keys(cells).length > 0).sort(byName));
}

/** Not by the whole entry as text: a row may have a column that is called toString. */
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function exactNumber(text: string): string {
  const [whole = "", fraction = ""] = text.split(".");
  const digits = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${digits ? `.${digits}` : ""}`;
}
