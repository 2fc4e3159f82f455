import { hostWays } from "./advice";
import type { Problem } from "../../core/problem";

/** What to say of state that a newer release of this package wrote; `undefined` when this release reads it. `subject`: whose state it is. */
export function newerState(subject: string, version: number | undefined, known: number): Problem | undefined {
  if (version === undefined || version <= known) return undefined;
  return {
    code: "NEWER_STATE",
    severity: "error",
    message: `the state of ${subject} was written by a newer release of pulumi-connect-data-tables (schema ${version}, this release reads up to ${known}).`,
    hint: hostWays().update,
  };
}
