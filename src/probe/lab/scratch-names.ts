/** How scratch tables are told from all others: by their name and their tag, or a marker in the description where tags are denied. */
import type { JsonObject } from "../service/ports";

/** What the names of all scratch tables begin with. */
export const prefix = "connect-data-tables-probe-";

/** The tag of all scratch tables; its value is the id of the run. */
export const tag = "connect-data-tables:probe";

/** What the names of the tables of one run begin with. */
export const runPrefix = (runId: string): string => `${prefix}${runId}-`;

const untagged = "It could not be tagged.";

/** The description of a scratch table. */
export function marker(runId: string, isTagged: boolean): string {
  const text = `Scratch table of connect-data-tables probe, run ${runId}. May be deleted.`;
  return isTagged ? text : `${text} ${untagged}`;
}

/** The run that made a table, told by everything that marks one; undefined: it is none of ours, whatever its name says. */
export function runOf(table: JsonObject): string | undefined {
  const { Name, Description, Tags } = table;
  const runId =
    typeof Name === "string" && Name.startsWith(prefix)
      ? /^[0-9a-f]{8}(?=-)/.exec(Name.slice(prefix.length))?.[0]
      : undefined;
  if (runId === undefined) return undefined;
  const isTagged = ((Tags ?? {}) as JsonObject)[tag] === runId;
  return isTagged || Description === marker(runId, false) ? runId : undefined;
}
