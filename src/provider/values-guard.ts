import { cellKey } from "../core/cell-map";
import { allowance, guardRefusal, isAllowed } from "../core/guard";
import type { Prepared } from "../sync/reconcile";
import { wasGuarded } from "./run-registry";
import { stackConfig } from "./stack-config";
import { resourceName, type ValuesInputs } from "./values-inputs";

/**
 * The guard once more, at the moment of writing: for cells of nobody that exclusive mode would delete and that check could not see. What
 * check saw it has judged, with counts that a person may have allowed; judging again with other counts would only confuse.
 */
export function assertGuard(news: ValuesInputs, prepared: Prepared): void {
  if (wasGuarded(news.__urn ?? "") || news.ownership !== "exclusive") return;
  const { plan } = prepared;
  const foreign = plan.changes.filter((change) => change.kind === "delete" && !plan.recorded.has(cellKey(change)));
  const count = (kind: string) => plan.changes.filter((change) => change.kind === kind).length;
  const extent = { updates: count("update"), deletes: count("delete") };
  const desiredRows = Object.keys(news.rows ?? {}).length;
  const refusal = guardRefusal(news.guard, { recorded: plan.recorded, extent, desiredRows, foreign });
  const allowances = allowancesOfRun();
  if (!refusal || isAllowed(allowances, resourceName(news), extent)) return;
  const allow = allowance(resourceName(news), extent);
  throw new Error(
    `${refusal}\nIf that is meant, allow exactly this once: CONNECT_DATA_TABLES_ALLOW="${allow}" pulumi up`,
  );
}

/** Allowances of the environment and of the stack's configuration. */
export function allowancesOfRun(): string {
  return [process.env.CONNECT_DATA_TABLES_ALLOW, stackConfig().get("connect-data-tables:allow")].join(",");
}
