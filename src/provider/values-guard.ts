import { allowance, guardRefusal, isAllowed } from "../core/guard";
import type { Prepared } from "../sync/reconcile";
import { wasGuarded } from "./run-registry";
import { stackConfig } from "./stack-config";
import { resourceName, type ValuesInputs } from "./values-inputs";
import { foreignChanges } from "./values-messages";

/**
 * The guard once more, at the moment of writing: for what check could not tell, such as cells of nobody that exclusive mode would delete.
 * What check saw it has judged, with counts that a person may have allowed; judging again with other counts would only confuse.
 */
export function assertGuard(news: ValuesInputs, { plan }: Prepared): void {
  if (wasGuarded(news.__urn ?? "")) return;
  const foreign = foreignChanges(plan);
  const count = (kind: string) => plan.changes.filter((change) => change.kind === kind).length;
  const extent = { updates: count("update"), deletes: count("delete") };
  const desiredRows = Object.keys(news.rows ?? {}).length;
  const refusal = guardRefusal(news.guard, { recorded: plan.recorded, extent, desiredRows, foreign });
  if (!refusal || isAllowed(allowancesOfRun(), resourceName(news), extent)) return;
  throw new Error(`${refusal}\n${allowHint(allowance(resourceName(news), extent))}`);
}

/** Allowances of the environment and of the stack's configuration. */
export function allowancesOfRun(): string {
  return [process.env.CONNECT_DATA_TABLES_ALLOW, stackConfig().get("connect-data-tables:allow")].join(",");
}

/** The line to copy. */
export function allowHint(allow: string): string {
  return `If that is meant, allow exactly this once: CONNECT_DATA_TABLES_ALLOW="${allow}" pulumi up`;
}
