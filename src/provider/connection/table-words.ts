/** How messages call a table, and what they say of one that the service does not find or refuses. */
import type { Problem, Problems } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import { plural } from "../../core/text";
import { isServiceError } from "../../sync/service-error";
import { serviceProblem } from "../../sync/service-problem";
import { unknownValue } from "../host/engine-values";
import { run, stackConfig } from "../host/run";
import { tableOf, type TablePlace } from "./target";

/** `data table "StoreHours" (bc65…)`; without the name where this run has not learned it. */
export function tableLabel(place: TablePlace): string {
  const { dataTableId } = place;
  if (dataTableId === undefined || dataTableId === unknownValue) return "the data table";
  const name = run.tables.nameOf(tableOf(place));
  return name === undefined ? `data table ${dataTableId}` : `data table "${name}" (${dataTableId})`;
}

/** Problems under a title that says with what they are. */
export function problemsWith(subject: string, problems: readonly Problem[]): Problems {
  return { title: `${plural(problems.length, "problem")} with ${subject}:`, problems };
}

/** What was thrown, for a verb to throw on: an error of the service becomes a problem. `words`: the service's, without secrets. */
export function errorAbout(about: string, error: unknown, words?: string): unknown {
  return isServiceError(error) ? new ProblemError(serviceProblem(error, { about, words }), { cause: error }) : error;
}

/**
 * What to say of a table that is not found and whose instance is not either: a wrong account or Region must not look like a table that no
 * longer exists.
 */
export function notBelieved(
  table: string,
  { instanceId, region }: { readonly instanceId: string; readonly region: string },
): Problem {
  return {
    code: "NOT_FOUND",
    severity: "error",
    message: `neither ${table} nor its instance ${instanceId} was found in Region ${region}, so the table stays in state.`,
    hint: "Check the account (AWS_PROFILE, credentials) and the Region.",
  };
}

/** What to do about a table that is not found. `words`: the service's own. */
export function tableGone(words: string): Problem {
  const hint =
    "If someone else deleted the table, run `pulumi refresh`, which takes it out of state. Otherwise check the account and the Region.";
  return { code: "TABLE_GONE", severity: "error", message: words, hint };
}

/** What to say of an id that a program gives and no table has. `words`: the service's own. */
export function noSuchTable(words: string): Problem {
  const hint = `${words} Check the id, the account and the Region; getDataTable({ instanceId, name: "…" }) finds a table by its name.`;
  return { code: "INVALID_IDENTITY", severity: "error", message: "no table with this dataTableId was found.", hint };
}

/** Whether the stack setting `connect-data-tables:strict` is on: a preview that cannot check is then an error. */
export function isStrict(): boolean {
  return stackConfig().get("connect-data-tables:strict") === "true";
}

/** The severity of what was not checked. */
export function unchecked(): Problem["severity"] {
  return isStrict() ? "error" : "warning";
}

/** What a check says when it could not read the live table. */
export function notChecked(reason: string): Problem {
  const message = "not checked against the live table.";
  return { code: "NOT_CHECKED", severity: unchecked(), message, hint: reason };
}
