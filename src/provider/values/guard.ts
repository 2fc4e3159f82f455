import type { CellAddress, Cells } from "../../core/cells/cell-map";
import { allowance, guardRefusal, isAllowed, type GuardInput } from "../../core/values/guard";
import type { Prepared } from "../../sync/values/reconcile";
import { run } from "../host/run";
import { stackConfig } from "../host/stack-config";
import type { ValuesInputs } from "./state/inputs";
import { resourceName } from "../host/urn";
import { foreignChanges } from "./messages";

/**
 * The guard once more, at the moment of writing: for what check could not tell, such as cells of nobody that exclusive mode would delete.
 * What check saw it has judged, with counts that a person may have allowed; judging again with other counts would only confuse.
 */
export function assertGuard(news: ValuesInputs, { plan }: Prepared, withBase: boolean): void {
  if (run().wasGuarded(news.__urn ?? "", withBase)) return;
  const foreign = foreignChanges(plan);
  const count = (kind: string) => plan.changes.filter((change) => change.kind === kind).length;
  const extent = { updates: count("update"), deletes: count("delete") };
  throwRefusal(news, { recorded: plan.recorded, extent, foreign });
}

/** The guard over what goes with the old copy of a resource that is replaced; the new copy's own settings count. */
export function assertGuardOfOldCopy(news: ValuesInputs, owned: Cells<CellAddress>, deletes: number): void {
  throwRefusal(news, { recorded: owned, extent: { updates: 0, deletes }, foreign: [] });
}

function throwRefusal(news: ValuesInputs, input: Omit<GuardInput, "desiredRows">): void {
  const desiredRows = Object.keys(news.rows ?? {}).length;
  const refusal = guardRefusal(news.guard, { ...input, desiredRows });
  if (!refusal || isAllowed(allowancesOfRun(), resourceName(news), input.extent)) return;
  throw new Error(`${refusal} [GUARD]\n  ${allowHint(allowance(resourceName(news), input.extent))}`);
}

/** Allowances of the environment and of the stack's configuration. */
export function allowancesOfRun(): string {
  return [process.env.CONNECT_DATA_TABLES_ALLOW, stackConfig().get("connect-data-tables:allow")].join(",");
}

/** The line to copy. */
export function allowHint(allow: string): string {
  return `If that is meant, allow exactly this once: CONNECT_DATA_TABLES_ALLOW="${allow}" pulumi up`;
}
