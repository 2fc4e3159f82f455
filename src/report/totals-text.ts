import { isUnchanged, type Totals } from "./report";

/** `3 values to create, 1 to update, 1 conflict`; `no changes` when there are none. */
export function totalsText(totals: Totals): string {
  const { release, takeOver, rename, move, settings, conflicts, drift, unchanged } = totals;
  if (isUnchanged(totals)) return "no changes";
  const values = (["create", "update", "delete"] as const).filter((kind) => totals[kind] > 0);
  return [
    ...values.map(
      (kind, index) => `${index === 0 ? count(totals[kind], "value", "values") : thousands(totals[kind])} to ${kind}`,
    ),
    count(release, "value to release", "values to release"),
    count(takeOver, "value to take over", "values to take over"),
    count(rename, "column renamed", "columns renamed"),
    count(move, "row to move", "rows to move"),
    count(settings, "setting to change", "settings to change"),
    count(conflicts, "conflict", "conflicts"),
    count(drift, "edited by others", "edited by others"),
    count(unchanged, "unchanged", "unchanged"),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** A number with its word; nothing for zero. */
function count(number: number, one: string, many: string): string {
  return number === 0 ? "" : `${thousands(number)} ${number === 1 ? one : many}`;
}

/** `12,345`: the same on every machine, whatever its locale. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
