import { engineNote, engineWarning } from "./engine-log";
import { run } from "./run";
import { renderProblems, type Problems } from "../../core/problem";
import { inFull, inShort, type Listing } from "../../report/listings";

/** Shows a listing as messages on the resource's row, without the lines that this run has shown before. `"full"`: every line. */
export async function tell(urn: string | undefined, listing: Listing, length: "full" | "short"): Promise<void> {
  const lines = listing.lines.filter(({ key }) => run().tell(urn ?? "", key));
  const messages = length === "full" ? inFull({ ...listing, lines }) : inShort({ ...listing, lines });
  const show = listing.severity === "info" ? engineNote : engineWarning;
  for (const message of messages) await show(urn, message);
}

/** Shows problems as one warning on the resource's row, unless this run has shown just these before. */
export async function tellProblem(urn: string | undefined, problems: Problems): Promise<void> {
  if (run().tell(urn ?? "", renderProblems(problems))) await engineWarning(urn, problems);
}
