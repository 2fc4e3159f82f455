import type { Problem } from "../../core/problem";

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
