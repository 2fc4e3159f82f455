/** What a preview could not check against the service: a warning, and in strict mode an error. */
import type { Problem } from "../../core/problem";
import { stackConfig } from "../host/stack-config";

/** Whether the stack setting `connect-data-tables:strict` is on: a preview that cannot check is then an error. */
export function isStrict(): boolean {
  return stackConfig().get("connect-data-tables:strict") === "true";
}

/** The severity of what was not checked. */
export function unchecked(): Problem["severity"] {
  return isStrict() ? "error" : "warning";
}

/** A resource that was not checked against its live table, and why. */
export function notChecked(reason: string): Problem {
  const message = "not checked against the live table.";
  return { code: "NOT_CHECKED", severity: unchecked(), message, hint: reason };
}
