import * as pulumi from "@pulumi/pulumi";
import type { AssumeRole } from "../../aws/connection-settings";
import type { LockLevel } from "../../core/model";
import type { AttributeInfo } from "./resource";
import type * as lookup from "./lookup";

/** What `getDataTable` needs. What is left out of the way to the service comes from stack configuration, as for the resources. */
export interface GetDataTableArgs {
  /** Id or ARN of the Amazon Connect instance. */
  readonly instanceId: string;
  /** The name of the table, exactly as it is spelled. */
  readonly name: string;
  readonly region?: string;
  readonly profile?: string;
  readonly assumeRole?: AssumeRole;
  readonly allowedAccountIds?: readonly string[];
  readonly endpoint?: string;
  readonly requestsPerSecond?: number;
  readonly burst?: number;
}

/** A table that exists. */
export interface GetDataTableResult {
  readonly instanceId: string;
  readonly region: string;
  readonly dataTableId: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly timeZone: string;
  readonly lockLevel: LockLevel;
  readonly tags: Record<string, string>;
  /** All columns, by name. */
  readonly attributes: Record<string, AttributeInfo>;
  /** Column name → the service's id of the column. */
  readonly attributeIds: Record<string, string>;
  /** The names of the key columns, for `DataTableValues`. */
  readonly primaryAttributes: string[];
}

/**
 * Finds a data table by its name, at each run and in a preview too.
 * @throws RunError (shown without a stack) when there is no such table, or the service cannot be reached.
 *
 * ```ts
 * const { dataTableId, primaryAttributes } = await getDataTable({ instanceId, name: "StoreHours" });
 * ```
 */
export async function getDataTable(args: GetDataTableArgs): Promise<GetDataTableResult> {
  // Only a program that looks something up pays for loading the AWS SDK.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import()` would need the name of a compiled file
  const { lookUpTable } = require("./lookup") as typeof lookup;
  try {
    return await lookUpTable(args, { get: readConfig });
  } catch (error) {
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

/** `getDataTable` for arguments that are outputs of other resources. */
export function getDataTableOutput(args: {
  readonly [K in keyof GetDataTableArgs]: pulumi.Input<GetDataTableArgs[K]>;
}): pulumi.Output<GetDataTableResult> {
  return pulumi.output(args).apply((plain) => getDataTable(plain as GetDataTableArgs));
}

function readConfig(key: string): string | undefined {
  const colon = key.indexOf(":");
  return new pulumi.Config(key.slice(0, colon)).get(key.slice(colon + 1));
}
