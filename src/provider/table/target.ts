/** Where a table is: the instance, the Region and the way there. */
import { openInstance } from "../../aws/connect-instance";
import { parseTableId } from "../../core/identity";
import { bySeverity } from "../../core/problem";
import { ProblemError } from "../../core/problem-error";
import type { InstanceGateway } from "../../sync/ports";
import type { TableInputs } from "./inputs";
import type { StackConfig } from "../host/run";
import { currentConfig } from "../connection/current-config";
import { invalidIdentity, resolveTarget, type Target } from "../connection/target";
import { unknownValue } from "../host/engine-values";

/** An instance that is reached. No request was sent yet. */
export interface OpenedInstance {
  readonly instanceId: string;
  readonly region: string;
  readonly gateway: InstanceGateway;
}

/** What a table says of its target; `dataTableId` is known after its creation, and to a look-up. */
type TableTargetArgs = Partial<TableInputs> & { readonly instanceId: string; readonly dataTableId?: string };

/** Resolves the target; `recordedRegion`: where state has the table. */
export function resolveTableTarget(
  args: TableTargetArgs,
  recordedRegion: string | undefined,
  config: StackConfig = currentConfig(args.__urn),
): Promise<Target> {
  return resolveTarget({ ...args, dataTableId: args.dataTableId ?? unknownValue }, config, { recordedRegion });
}

/** Reaches the instance; everything that is wrong with the target is one error. */
export async function openTableInstance(args: TableTargetArgs, config?: StackConfig): Promise<OpenedInstance> {
  const { connection, instanceId, problems } = await resolveTableTarget(args, args.region, config);
  const { errors } = bySeverity(problems);
  if (errors.length > 0 || !connection || !instanceId) {
    const unknown = [invalidIdentity("the Amazon Connect instance is not known.", "Set instanceId.")];
    throw new ProblemError({ problems: errors.length > 0 ? errors : unknown });
  }
  return { instanceId, region: connection.region, gateway: openInstance(connection, instanceId) };
}

/** The id of a table in the form of a resource id (`<instance>/<table>`), an ARN or a plain id. */
export function tableIdOf(id: string): string {
  if (id.startsWith("arn:")) return parseTableId(id)?.dataTableId ?? id;
  const plain = id.includes("/") ? id.slice(id.lastIndexOf("/") + 1) : id;
  return parseTableId(plain)?.dataTableId ?? plain;
}

/** Where a table is, without which one it is: what a create knows before it has found or made the table. */
export function placeOf({ region, instanceId }: { readonly region?: string; readonly instanceId?: string }): string {
  return `${region}/${instanceId}`;
}

/** The resource id of a table. */
export function resourceIdOf(instanceId: string, dataTableId: string): string {
  return `${instanceId}/${dataTableId}`;
}
