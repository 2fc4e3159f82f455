import type * as pulumi from "@pulumi/pulumi";
import type { AssumeRole } from "../../aws/connection-settings";

/**
 * How to reach the service. An omitted argument is taken from stack configuration `connect-data-tables:<the same name>`, then from
 * `aws:region`, `aws:profile`, `aws:assumeRole` and `aws:allowedAccountIds`, then from the AWS SDK's own chain. An invalid value is reported
 * as `INVALID_SETTING`.
 */
export interface ConnectionArgs {
  /**
   * The AWS Region of the instance, such as `eu-central-1`. Changing it replaces the resource. Default: the Region of an ARN argument, then as
   * above; `NO_REGION` if none is set.
   */
  readonly region?: pulumi.Input<string>;
  /** A profile of the shared AWS configuration files. */
  readonly profile?: pulumi.Input<string>;
  /** An IAM role to assume before any call. Default: none. */
  readonly assumeRole?: pulumi.Input<AssumeRole>;
  /** 12-digit ids of the AWS accounts that may be used; credentials of any other account are an error. Default: any account. */
  readonly allowedAccountIds?: pulumi.Input<readonly string[]>;
  /** Base URL to use instead of the service's own, for a proxy or the simulator. Default: the service's URL for the Region. */
  readonly endpoint?: pulumi.Input<string>;
  /** Values per batch request: an integer from 1 to 1000. Default: 25. */
  readonly batchSize?: pulumi.Input<number>;
  /** Maximum requests per second for each operation, above 0. The lowest rate that any resource sets applies to all. Default: 2. */
  readonly requestsPerSecond?: pulumi.Input<number>;
  /** Requests of one operation that may be sent at once: an integer from 1 to 1000. Default: 5. */
  readonly burst?: pulumi.Input<number>;
}
