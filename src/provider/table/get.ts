import * as pulumi from "@pulumi/pulumi";
import type { AssumeRole } from "../../aws/connection-settings";
import { getDataTableArguments } from "../../core/arguments/resources";
import { renderProblems } from "../../core/problem";
import { problemsOf } from "../../core/problem-error";
import type { LockLevel } from "../../core/model";
import { assertArguments } from "../program/assert-arguments";
import { runError } from "../program/run-error";
import type { AttributeInfo } from "./resource";
import type * as lookup from "./lookup";

/**
 * The arguments of `getDataTable`. An omitted connection setting is taken from stack configuration, as for the resources (see
 * `ConnectionArgs`).
 */
export interface GetDataTableArgs {
  /** Id or ARN of the Amazon Connect instance. */
  readonly instanceId: string;
  /** The exact name of the table; upper and lower case differ. */
  readonly name: string;
  /** The AWS Region of the instance. Default: the Region of an ARN in `instanceId`, then as above. */
  readonly region?: string;
  /** A profile of the shared AWS configuration files. */
  readonly profile?: string;
  /** An IAM role to assume before any call. Default: none. */
  readonly assumeRole?: AssumeRole;
  /** 12-digit ids of the AWS accounts that may be used. Default: any account. */
  readonly allowedAccountIds?: readonly string[];
  /** Base URL to use instead of the service's own. */
  readonly endpoint?: string;
  /** Maximum requests per second for each operation. Default: 2. */
  readonly requestsPerSecond?: number;
  /** Requests of one operation that may be sent at once. Default: 5. */
  readonly burst?: number;
}

/** An existing table. */
export interface GetDataTableResult {
  /** Id of the instance, never an ARN. */
  readonly instanceId: string;
  /** The AWS Region of the table. */
  readonly region: string;
  /** Id of the table, never an ARN. */
  readonly dataTableId: string;
  /** ARN of the table. */
  readonly arn: string;
  /** The name of the table. */
  readonly name: string;
  /** Its description; absent if it has none. */
  readonly description?: string;
  /** IANA name of its time zone. */
  readonly timeZone: string;
  /** Which writes by others make a lock version stale. */
  readonly lockLevel: LockLevel;
  /** All its tags; empty if it has none. */
  readonly tags: Record<string, string>;
  /** All columns, by name. */
  readonly attributes: Record<string, AttributeInfo>;
  /** Column name → the service's id of the column. */
  readonly attributeIds: Record<string, string>;
  /** The names of the key columns, for `DataTableValues`. */
  readonly primaryAttributes: string[];
}

/**
 * Finds a data table by name, on each update and preview; never writes.
 *
 * ```ts
 * const { dataTableId, primaryAttributes } = await getDataTable({ instanceId, name: "StoreHours" });
 * ```
 *
 * @throws pulumi.RunError (shown without a stack trace) if an argument is wrong, there is no such table, or the service cannot be reached.
 */
export async function getDataTable(args: GetDataTableArgs): Promise<GetDataTableResult> {
  assertArguments("getDataTable", args, getDataTableArguments);
  // Only a program that looks something up pays for loading the AWS SDK.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import()` would need the name of a compiled file
  const { lookUpTable } = require("./lookup") as typeof lookup;
  try {
    return await lookUpTable(args, { get: readConfig });
  } catch (error) {
    throw runError(renderProblems({ problems: problemsOf(error) }));
  }
}

/** `getDataTable` for arguments that are outputs of other resources; the result is an output too. */
export function getDataTableOutput(args: {
  readonly [K in keyof GetDataTableArgs]: pulumi.Input<GetDataTableArgs[K]>;
}): pulumi.Output<GetDataTableResult> {
  return pulumi.output(args).apply((plain) => getDataTable(plain as GetDataTableArgs));
}

function readConfig(key: string): string | undefined {
  const colon = key.indexOf(":");
  return new pulumi.Config(key.slice(0, colon)).get(key.slice(colon + 1));
}
