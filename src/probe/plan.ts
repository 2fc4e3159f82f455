/** What a run is going to do, before it does anything. */
import type { Experiment } from "./experiment";
import { prefix, tag } from "./lab/scratch-names";
import type { Pace } from "./service/sdk-service";

/** What a run was asked for, as far as it changes what is sent. */
export interface PlanOptions {
  readonly experiments: readonly Experiment[];
  readonly fillsQuota: boolean;
  readonly measuresThrottling: boolean;
  readonly pace: Pace;
}

/** The size of a run: about so many requests and seconds. */
export interface Plan {
  readonly tables: number;
  readonly requests: number;
  readonly seconds: number;
}

/** Requests of a run against a service that takes 25 items a request, and those that options add. */
const requestsOf = { base: 330, fillQuota: 65, measureThrottling: 20 } as const;

/** Seconds at one request a second for each operation; operations do not wait for each other. */
const secondsPerRequest = 0.45;

/** The size of a run. */
export function planOf({ experiments, fillsQuota, measuresThrottling, pace }: PlanOptions): Plan {
  const tables = new Set(experiments.flatMap((experiment) => experiment.tables)).size;
  const more = (fillsQuota ? requestsOf.fillQuota : 0) + (measuresThrottling ? requestsOf.measureThrottling : 0);
  const requests = requestsOf.base + more;
  const rest = measuresThrottling ? 12 : 0;
  return { tables, requests, seconds: Math.ceil((requests * secondsPerRequest) / pace.requestsPerSecond) + rest };
}

/** What a run is going to do, for the user to confirm. */
export function planText(options: PlanOptions, instanceId: string, region: string): string {
  const { tables, requests, seconds } = planOf(options);
  const { requestsPerSecond, burst } = options.pace;
  return [
    `Asks ${options.experiments.length} questions of instance ${instanceId} in ${region}:`,
    `  makes ${tables} scratch tables, ${prefix}…, with the tag ${tag}, and removes them at the end;`,
    `  about ${requests} requests in about ${duration(seconds)}, ${requestsPerSecond} a second of each operation, at most ${burst} at once;`,
    "  reads and writes no other table; lists the names of all.",
    ...(options.fillsQuota ? ["  fills one scratch table up to its quota of values (--fill-quota);"] : []),
    ...(options.measuresThrottling
      ? [
          "  sends DescribeDataTable twice without a pause until it is throttled (--measure-throttling): others in the account may be throttled with it;",
        ]
      : []),
    "",
  ].join("\n");
}

/** The questions and what is done to answer each. */
export function questionsText({ experiments }: PlanOptions): string {
  const lines = experiments.map(({ name, question, steps, needs }) => {
    const remark = needs === undefined ? "" : ` (needs --${needs})`;
    return `${name}${remark}: ${question}\n    ${steps}\n`;
  });
  return lines.join("");
}

function duration(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** Why a run must not begin; undefined: there is room for its tables. */
export function noRoom(tables: number, existing: number, quota: number): string | undefined {
  if (existing + tables <= quota) return undefined;
  return `the instance has ${existing} of ${quota} data tables, and the probe needs ${tables}.`;
}
