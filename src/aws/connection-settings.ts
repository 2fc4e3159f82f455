/** How to reach the service. Absent members are left to the AWS SDK's own chain (`AWS_REGION`, `AWS_PROFILE`, shared files, …). */
export interface ConnectionSettings {
  readonly region: string;
  /** A base address instead of the service's own, for a proxy or a simulator. */
  readonly endpoint?: string;
  /** A profile of the shared AWS files. */
  readonly profile?: string;
  readonly assumeRole?: AssumeRole;
  /** Accounts that a run may touch; checked once by STS GetCallerIdentity. Absent: any. */
  readonly allowedAccountIds?: readonly string[];
  /** Requests a second for each operation. Default: 2, the service's default quota. */
  readonly requestsPerSecond?: number;
  /** Requests of one operation that may go at once before the rate holds. Default: 5, the service's default quota. */
  readonly burst?: number;
}

/** An IAM role to assume before any call. The caller needs `sts:AssumeRole` on it; if STS refuses, the resource reports an error. */
export interface AssumeRole {
  /** ARN of the role, such as `arn:aws:iam::123456789012:role/deploy`. */
  readonly roleArn: string;
  /** External id that the role's trust policy requires. Default: none. */
  readonly externalId?: string;
  /** Session name that CloudTrail shows. Default: `connect-data-tables`. */
  readonly sessionName?: string;
}
