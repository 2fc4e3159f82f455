/** The IAM policies of docs/iam, as far as a simulator can hold a run to them: every action that they do not permit is refused. */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../src/simulator";
import { routes } from "../../src/simulator/http/routes";

const folder = join(__dirname, "..", "..", "docs", "iam");

/** From now on the simulator permits what these policies permit. */
export function permitOnly(simulator: Simulator, ...policies: readonly ("preview" | "apply" | "apply-tables")[]): void {
  const permitted = new Set(policies.flatMap(actionsOf));
  const actions = routes
    .map(({ operation }) => operation)
    .filter((operation) => !permitted.has(`connect:${operation}`));
  simulator.setDenied({ actions });
}

/** Nothing was refused since the log was cleared: a preview would otherwise only warn. */
export function assertNothingRefused(simulator: Simulator): void {
  const refused = simulator.requests().filter(({ status }) => status === 403);
  assert.deepEqual(
    refused.map(({ operation }) => operation),
    [],
  );
}

function actionsOf(policy: string): readonly string[] {
  const text = readFileSync(join(folder, `${policy}.json`), "utf8");
  return (JSON.parse(text) as { Statement: { Action: string[] }[] }).Statement.flatMap(({ Action }) => Action);
}
