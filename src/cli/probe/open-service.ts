/** The service that `probe` talks to. */
import { roleCredentials } from "../../aws/connection";
import { currentClock } from "../../aws/limiter";
import { Session } from "../../probe/lab/session";
import { SdkService } from "../../probe/service/sdk-service";
import type { CliContext } from "../context";
import { resolveRegion } from "../target/read-live-table";
import { instanceOf, type ProbeOptions } from "./options";

/** An instance, and how to reach it. */
export interface Reached {
  readonly instanceId: string;
  readonly region: string;
  readonly service: SdkService;
  /** As the restricted role, where there is one. */
  readonly restricted?: SdkService;
}

/** Opens the connections; sends nothing. */
export async function openService(options: ProbeOptions, context: CliContext): Promise<Reached> {
  const { instanceId, region: named } = instanceOf(options);
  const { profile, endpoint, requestsPerSecond, burst, restrictedRoleArn: roleArn } = options;
  const region = await resolveRegion({ region: named, profile }, context);
  const settings = { region, profile, endpoint };
  const pace = { requestsPerSecond, burst };
  const clock = currentClock();
  const service = new SdkService(settings, pace, clock);
  if (roleArn === undefined) return { instanceId, region, service };
  const credentials = roleCredentials(settings, { roleArn });
  return { instanceId, region, service, restricted: new SdkService({ region, endpoint, credentials }, pace, clock) };
}

/** A session for housekeeping. */
export function sessionOf({ service }: Reached): Session {
  return new Session(service, currentClock(), () => false);
}

/** Closes the connections. */
export function closeService({ service, restricted }: Reached): void {
  service.close();
  restricted?.close();
}
