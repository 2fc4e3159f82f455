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

/** A role to take on before any call. */
export interface AssumeRole {
  readonly roleArn: string;
  readonly externalId?: string;
  /** Default: `connect-data-tables`. */
  readonly sessionName?: string;
}
