/** What the contract tests of values share: a bench per test, rows by the hundred, and the table as it is. */
import { strict as assert } from "node:assert";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import { useClock } from "../../src/aws/limiter";
import type { RowInputs, ValuesInputs } from "../../src/provider/values/state/inputs";
import type { SimulatorOptions } from "../../src/simulator";
import { requestCounts, valuesBench, type ColumnSpec, type ValuesBench } from "../helpers/values-bench";

/** Columns for most of the tests. */
export const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
  Note: { type: "TEXT" },
} as const satisfies Record<string, ColumnSpec>;

/** Runs a test against a simulator of its own; pauses between two attempts take no time, and only they make time pass. */
export async function withBench(
  test: (bench: ValuesBench) => Promise<void>,
  options: SimulatorOptions & { lockLevel?: DataTableLockLevel; columns?: Readonly<Record<string, ColumnSpec>> } = {},
): Promise<void> {
  const { columns: given = columns, switches, ...rest } = options;
  let time = 0;
  const sleep = (pause: number) => {
    time += pause;
    return new Promise<void>((done) => setImmediate(done));
  };
  useClock({ now: () => time, sleep });
  const bench = await valuesBench(given, { ...rest, switches: { parallelSchemaCalls: "accepted", ...switches } });
  try {
    await test(bench);
  } finally {
    await bench.close();
  }
}

/** Rows `R000` to `R<count - 1>`, each with the given cells. */
export function manyRows(count: number, cells: (index: number) => RowInputs): Record<string, RowInputs> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`R${String(i).padStart(3, "0")}`, cells(i)]));
}

/** The stored values by row: keys joined as the simulator names them. */
export function stored({ simulator }: ValuesBench): Record<string, Record<string, string>> {
  const rows = simulator.dump().tables.Hours?.rows ?? [];
  return Object.fromEntries(rows.map(({ keys, values }) => [Object.values(keys).join("/"), values]));
}

/** Requests by operation since the last look, short: `{ create: 40, list: 1 }`. */
export function requests(bench: ValuesBench): Record<string, number> {
  const names: Record<string, string> = {
    BatchCreateDataTableValue: "create",
    BatchUpdateDataTableValue: "update",
    BatchDeleteDataTableValue: "delete",
    BatchDescribeDataTableValue: "describe",
    ListDataTableValues: "list",
    ListDataTableAttributes: "attributes",
    DescribeDataTable: "table",
    UpdateDataTablePrimaryValues: "move",
    ListDataTables: "tables",
  };
  const counts = Object.entries(requestCounts(bench.simulator)).map(([name, count]) => [names[name] ?? name, count]);
  bench.simulator.clearRequests();
  return Object.fromEntries(counts) as Record<string, number>;
}

/** Asserts that an `up` went through. */
export function assertDone(result: { readonly failure?: string }): void {
  assert.equal(result.failure, undefined);
}

/** The arguments of a resource on the bench's table; the guard is off. */
export function program(bench: ValuesBench, rows: ValuesInputs["rows"], more: Partial<ValuesInputs> = {}) {
  return { ...bench.inputs, guard: false as const, rows, ...more };
}

/** The lines of a failure that match. */
export function linesOf(failure: string | undefined, pattern: RegExp): string[] {
  return (failure ?? "").split("\n").filter((line) => pattern.test(line));
}
