import type { Simulator } from "../../src/simulator";

/** More than one 429 for an operation in one process: the first may be owed to the process before, which emptied the bucket. */
export function throttled(simulator: Simulator): string[] {
  const counts = new Map<string, number>();
  for (const { operation, status } of simulator.requests()) {
    if (status === 429) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([operation, count]) => `${operation} was throttled ${count} times`);
}
