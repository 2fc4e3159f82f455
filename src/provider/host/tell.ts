import { engineWarning } from "./engine-log";
import { run } from "./run";
import { renderProblems, type Problems } from "../../core/problem";
import { inFull, inShort, type Listing } from "../../report/listings";

/** Shows a listing as warnings on the resource's row, without the lines that this run has shown before. `"full"`: every line. */
export async function tell(urn: string | undefined, listing: Listing, length: "full" | "short"): Promise<void> {
  const lines = listing.lines.filter(({ key }) => run().tell(urn ?? "", key));
  const warnings = length === "full" ? inFull({ ...listing, lines }) : inShort({ ...listing, lines });
  for (const warning of warnings) await engineWarning(urn, warning);
}

/** Shows problems as one warning on the resource's row, unless this run has shown just these before. */
export async function tellProblem(urn: string | undefined, problems: Problems): Promise<void> {
  if (run().tell(urn ?? "", renderProblems(problems))) await engineWarning(urn, problems);
}
