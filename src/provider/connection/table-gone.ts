import type { Problem } from "../../core/problem";

/** What to do about a table that is not found. `words`: the service's own. */
export function tableGone(words: string): Problem {
  const hint =
    "If somebody deleted the table, run `pulumi refresh`, which takes it out of state. Otherwise check the account and the Region.";
  return { code: "TABLE_GONE", severity: "error", message: words, hint };
}
