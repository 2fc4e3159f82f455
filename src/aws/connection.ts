import { ConnectClient } from "@aws-sdk/client-connect";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { limits } from "../core/limits";
import { ServiceError } from "../sync/service-error";
import type { AssumeRole, ConnectionSettings } from "./connection-settings";
import { currentClock, sharedLimiter, type Clock } from "./limiter";
import { withRetry } from "./retry";
import { toServiceError } from "./service-errors";

/** The SDK's notice about Node versions to come would stand in the middle of every preview. The package's own `engines` says what it runs on. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** How long a connection may take to come about, and a request to be answered, in milliseconds. */
interface Timeouts {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
}

const defaultTimeouts: Timeouts = { connectionTimeout: 5_000, requestTimeout: 30_000 };

/** What a connection has sent so far. */
interface ConnectionStatistics {
  readonly requests: number;
  readonly retries: number;
}

/** One line about one physical attempt. Never a value, a credential or a body. */
type RequestLog = (line: string) => void;

/** Something of the SDK that can send a command, reduced to what is used here. */
type Send<Output> = (client: ConnectClient) => Promise<Output>;

/**
 * The way to the service: every call passes the shared limiter at each attempt, is retried where that is safe, has time-outs, and
 * fails with a `ServiceError`. The SDK's own retries are off, because they would repeat a write whose answer was lost.
 */
export class Connection {
  private readonly client: ConnectClient;
  private readonly counts = { requests: 0, retries: 0 };
  private allowed?: Promise<void>;

  constructor(
    readonly settings: ConnectionSettings,
    private readonly log: RequestLog | undefined = debugLog(),
    private readonly clock: Clock = currentClock(),
    private readonly timeouts: Timeouts = defaultTimeouts,
  ) {
    this.client = new ConnectClient({
      region: settings.region,
      endpoint: settings.endpoint,
      profile: settings.profile,
      credentials: settings.assumeRole && assumedRole(settings, settings.assumeRole, timeouts),
      maxAttempts: 1,
      requestHandler: handler(timeouts),
    });
  }

  /** Sends one command, as `connection.call("ListDataTables", (client) => client.send(new ListDataTablesCommand(…)))`. */
  async call<Output>(operation: string, send: Send<Output>): Promise<Output> {
    await this.checkAccount();
    const attempt = () => this.attempt(operation, send);
    const onRetry = () => void this.counts.retries++;
    try {
      return await withRetry(operation, attempt, { clock: this.clock, random: Math.random, onRetry });
    } catch (error) {
      throw toServiceError(operation, error);
    }
  }

  /** Physical attempts and retries since this connection was made. */
  statistics(): ConnectionStatistics {
    return { ...this.counts };
  }

  private async attempt<Output>(operation: string, send: Send<Output>): Promise<Output> {
    const limiter = this.limiter(operation);
    await limiter.acquire();
    this.counts.requests++;
    const start = this.clock.now();
    try {
      const output = await send(this.client);
      this.report(operation, "ok", start, (output as { $metadata?: { requestId?: string } }).$metadata?.requestId);
      return output;
    } catch (error) {
      const failure = toServiceError(operation, error);
      if (failure.kind === "throttled") limiter.spent();
      this.report(operation, failure.details.errorType ?? failure.kind, start, failure.details.requestId);
      throw error;
    }
  }

  private report(operation: string, result: string, start: number, requestId = "none"): void {
    this.log?.(`${operation} ${result} ${Math.round(this.clock.now() - start)} ms, request id ${requestId}`);
  }

  private limiter(operation: string) {
    const { endpoint, region, profile, assumeRole, requestsPerSecond, burst } = this.settings;
    const key = JSON.stringify([operation, endpoint, region, profile, assumeRole?.roleArn]);
    return sharedLimiter(key, requestsPerSecond ?? limits.requestsPerSecond, burst ?? limits.burst);
  }

  private checkAccount(): Promise<void> {
    this.allowed ??= this.settings.allowedAccountIds
      ? assertAllowedAccount(this.settings, this.client, this.timeouts)
      : Promise.resolve();
    return this.allowed;
  }
}

const connections = new Map<string, Connection>();

/** The connection with these settings, made once in a process. */
export function connectionFor(settings: ConnectionSettings): Connection {
  const key = JSON.stringify(Object.entries(settings).sort());
  const connection = connections.get(key) ?? new Connection(settings);
  connections.set(key, connection);
  return connection;
}

/** Without `throwOnRequestTimeout` the SDK would only warn. */
function handler(timeouts: Timeouts) {
  return { ...timeouts, throwOnRequestTimeout: true };
}

/** Credentials of a role, for a client that is no `Connection`. */
export function roleCredentials(settings: ConnectionSettings, role: AssumeRole) {
  return assumedRole(settings, role, defaultTimeouts);
}

function assumedRole({ region, profile }: ConnectionSettings, role: AssumeRole, timeouts: Timeouts) {
  return async () => {
    const sts = new STSClient({ region, profile, requestHandler: handler(timeouts) });
    const command = new AssumeRoleCommand({
      RoleArn: role.roleArn,
      ExternalId: role.externalId,
      RoleSessionName: role.sessionName ?? "connect-data-tables",
    });
    const { Credentials: credentials } = await sts.send(command).catch((error: unknown) => {
      throw notAssumed(role, error);
    });
    return {
      accessKeyId: credentials?.AccessKeyId ?? "",
      secretAccessKey: credentials?.SecretAccessKey ?? "",
      sessionToken: credentials?.SessionToken,
      expiration: credentials?.Expiration,
    };
  };
}

/** Without the role nothing can be asked of the service; what kind of refusal STS gave makes no difference to the caller. */
function notAssumed(role: AssumeRole, error: unknown): ServiceError {
  const { message, details } = toServiceError("AssumeRole", error);
  return new ServiceError("unreachable", "AssumeRole", `role ${role.roleArn} cannot be assumed: ${message}`, details);
}

async function assertAllowedAccount(
  settings: ConnectionSettings,
  client: ConnectClient,
  timeouts: Timeouts,
): Promise<void> {
  const operation = "GetCallerIdentity";
  const allowed = settings.allowedAccountIds ?? [];
  const account = await new STSClient({
    region: settings.region,
    credentials: client.config.credentials,
    requestHandler: handler(timeouts),
  })
    .send(new GetCallerIdentityCommand({}))
    .then(({ Account }) => Account ?? "unknown")
    .catch((error: unknown) => {
      throw toServiceError(operation, error);
    });
  if (allowed.includes(account)) return;
  const message = `the credentials belong to account ${account}, but allowedAccountIds lists ${allowed.join(", ")}.`;
  throw new ServiceError("account", operation, message);
}

let showLine = (line: string): void => void process.stderr.write(`${line}\n`);

/** Shows the lines of the debug log elsewhere than on standard error: the engine hides that of a plugin. */
export function showDebugLog(show: (line: string) => void): void {
  showLine = show;
}

/** `CONNECT_DATA_TABLES_LOG=debug`: each request on standard error. */
function debugLog(): RequestLog | undefined {
  if (process.env.CONNECT_DATA_TABLES_LOG !== "debug") return undefined;
  return (line) => showLine(`connect-data-tables: ${line}`);
}

/** The Region that the AWS SDK itself would take, shared files included; `undefined` when it finds none. */
export async function regionOfSdk(profile: string | undefined): Promise<string | undefined> {
  try {
    return await new ConnectClient({ profile }).config.region();
  } catch {
    return undefined;
  }
}
