import type { Redact } from "../report/show-value";
import type { Reconciled } from "../sync/reconcile";
import { engineLog } from "./engine-log";
import { run } from "./run";
import { rewrittenListing } from "./values-messages";
import { driftListing, inFull, inShort, replacedValues, type Listing } from "./values-told";

/** Shows a listing as warnings on the resource's row, without the lines that this run has shown before. `"full"`: every line. */
export async function tell(urn: string | undefined, listing: Listing, length: "full" | "short"): Promise<void> {
  const lines = listing.lines.filter(({ key }) => run().tell(urn ?? "", key));
  const warnings = length === "full" ? inFull({ ...listing, lines }) : inShort({ ...listing, lines });
  for (const warning of warnings) await engineLog("warning", urn, warning);
}

/** What an apply or a delete did to other writers' values, and what it left alone. */
export async function tellResult(urn: string | undefined, result: Reconciled, redact: Redact): Promise<void> {
  await tell(urn, driftListing(result.plan.drift, redact), "short");
  for (const listing of replacedValues(result.replaced, "past", redact)) await tell(urn, listing, "full");
  await tell(urn, rewrittenListing(result.settled), "short");
}
