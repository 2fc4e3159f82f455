/** Ids of resources: `<instance id>/<table id>`, where either may be an ARN. */
import { parseTableId } from "../../core/identity";
import { ProblemError } from "../../core/problem-error";
import { invalidIdentity } from "../../provider/connection/target";

/** Where a table is, from the id that a person gives to `pulumi import`. @throws ProblemError where it is not such an id. */
export function placeOfId(id: string): { readonly instanceId: string; readonly dataTableId: string } {
  const whole = id.startsWith("arn:") ? parseTableId(id) : undefined;
  if (whole?.instanceId !== undefined && whole.dataTableId !== undefined) {
    return { instanceId: whole.instanceId, dataTableId: id };
  }
  const [, instanceId, dataTableId] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
  if (instanceId !== undefined && dataTableId !== undefined) return { instanceId, dataTableId };
  throw new ProblemError(
    invalidIdentity(
      `the id ${JSON.stringify(id)} does not name a data table.`,
      "Use <instance id>/<table id>, or the ARN of the table.",
    ),
  );
}
