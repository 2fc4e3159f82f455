import { engineLog } from "./engine-log";
import { run } from "./run";
import { inFull, inShort, type Listing } from "../../report/listings";

/** Shows a listing as warnings on the resource's row, without the lines that this run has shown before. `"full"`: every line. */
export async function tell(urn: string | undefined, listing: Listing, length: "full" | "short"): Promise<void> {
  const lines = listing.lines.filter(({ key }) => run().tell(urn ?? "", key));
  const warnings = length === "full" ? inFull({ ...listing, lines }) : inShort({ ...listing, lines });
  for (const warning of warnings) await engineLog("warning", urn, warning);
}
