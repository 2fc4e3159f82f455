import type * as pulumi from "@pulumi/pulumi";
import type { AssumeRole } from "../../aws/connection-settings";

/**
 * How to reach the service. What is left out comes from stack configuration `connect-data-tables:<the same name>`, then from `aws:region`,
 * `aws:profile`, `aws:assumeRole` and `aws:allowedAccountIds`, then from the AWS SDK's own chain.
 */
export interface ConnectionArgs {
  /** The AWS Region of the instance. Changing it replaces the resource. */
  readonly region?: pulumi.Input<string>;
  /** A profile of the shared AWS files. */
  readonly profile?: pulumi.Input<string>;
  /** A role to take on before any call. */
  readonly assumeRole?: pulumi.Input<AssumeRole>;
  /** The accounts that a run may touch. */
  readonly allowedAccountIds?: pulumi.Input<readonly string[]>;
  /** A base address instead of the service's own, for a proxy or the simulator. */
  readonly endpoint?: pulumi.Input<string>;
  /** Items of one batch request. Default: 25. */
  readonly batchSize?: pulumi.Input<number>;
  /** Requests a second for each operation, at most. The smallest rate that any resource asks for holds for all. Default: 2. */
  readonly requestsPerSecond?: pulumi.Input<number>;
  /** Requests of one operation that may go at once. Default: 5. */
  readonly burst?: pulumi.Input<number>;
}
