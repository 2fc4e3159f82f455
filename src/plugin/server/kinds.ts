/** Which kind of resource a URN names. */
import { ProblemError } from "../../core/problem-error";
import type { ResourceKind } from "./resource-kind";
import { tableKind } from "./table/kind";
import { dynamicTypes, tokens } from "../../provider/program/tokens";
import { valuesKind } from "./values/kind";

const kinds = new Map<string, ResourceKind>([
  [tokens.values, valuesKind],
  [tokens.table, tableKind],
  // State of the dynamic resources has these types.
  [dynamicTypes.values, valuesKind],
  [dynamicTypes.table, tableKind],
]);

/** The kind of the resource of a URN. The type is the last of those that its parents put before it. */
export function kindOf(urn: string): ResourceKind {
  const type = urn.split("::")[2]?.split("$").pop() ?? "";
  const kind = kinds.get(type);
  if (kind) return kind;
  const message = `there is no resource of type ${JSON.stringify(type)}.`;
  const hint = `There are ${[tokens.values, tokens.table].join(" and ")}.`;
  throw new ProblemError({ code: "UNKNOWN_SETTING", severity: "error", message, hint });
}
