/** The service over the AWS SDK: paced, never retried by the SDK itself, and with the bodies as they came. */
import { ConnectClient, type ConnectClientConfig } from "@aws-sdk/client-connect";
import { Limiter } from "../../aws/limiter";
import { classifyError } from "../../aws/service-errors";
import { commands, readOnly } from "./operations";
import { Disturbance, Unreachable, type Clock, type JsonObject, type Reply, type Service } from "./ports";
import { captureBody, jsonOf, type Captured, type RawCommand } from "./raw-body";

/** How fast the probe may go: requests a second of each operation, and how many of them at once. */
export interface Pace {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** How often a throttled request, and a read that was disturbed, are sent in all. */
const attempts = { throttled: 12, disturbed: 4 } as const;
/** Milliseconds between two attempts. */
const pause = 1500;

/** The members of an SDK error that are looked at. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** `Service` over the SDK. */
export class SdkService implements Service {
  private readonly client: ConnectClient;
  private readonly limiters = new Map<string, Limiter>();
  private readonly throttled: string[] = [];

  constructor(
    config: Pick<ConnectClientConfig, "region" | "endpoint" | "profile" | "credentials">,
    private readonly pace: Pace,
    private readonly clock: Clock,
  ) {
    const requestHandler = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };
    this.client = new ConnectClient({ ...config, maxAttempts: 1, requestHandler });
  }

  throttles(): readonly string[] {
    return this.throttled;
  }

  async send(operation: string, input: JsonObject): Promise<Reply> {
    for (let tried = 1; ; tried++) {
      await this.limiter(operation).acquire();
      const { reply, kind } = await this.attempt(operation, input);
      if (reply && kind !== "throttled") return reply;
      const most = kind === "throttled" ? attempts.throttled : readOnly.test(operation) ? attempts.disturbed : 1;
      if (kind === "throttled") this.limiter(operation).spent();
      if (tried >= most) throw new Disturbance(operation, kind === "throttled" ? "throttled" : "no answer");
      await this.clock.sleep(pause);
    }
  }

  async sendAtOnce(operation: string, input: JsonObject): Promise<Reply> {
    const { reply } = await this.attempt(operation, input);
    if (!reply) throw new Disturbance(operation, "no answer");
    return reply;
  }

  /** Closes the connections. */
  close(): void {
    this.client.destroy();
  }

  private limiter(operation: string): Limiter {
    const { requestsPerSecond, burst } = this.pace;
    const limiter = this.limiters.get(operation) ?? new Limiter(requestsPerSecond, burst, this.clock);
    this.limiters.set(operation, limiter);
    return limiter;
  }

  /** One physical attempt; `reply` is absent where it is not known what became of the request. */
  private async attempt(operation: string, input: JsonObject): Promise<{ reply?: Reply; kind?: string }> {
    const captured: Captured = {};
    try {
      const { requestId } = await this.sendCommand(operation, input, captured);
      return { reply: { kind: "answer", body: jsonOf(captured), requestId } };
    } catch (error) {
      const kind = classifyError(error);
      const { name = "Error", message = "", $metadata } = error as SdkError;
      if (kind === "unreachable") throw new Unreachable(operation, message || name);
      if (kind === "lost" || kind === "server") return { kind };
      if (kind === "throttled") this.throttled.push(name);
      const status = $metadata?.httpStatusCode ?? 0;
      return { kind, reply: { kind: "refusal", type: name, status, message, requestId: $metadata?.requestId } };
    }
  }

  private async sendCommand(operation: string, input: JsonObject, captured: Captured): Promise<{ requestId?: string }> {
    const Command = commands[operation as keyof typeof commands] as new (input: unknown) => RawCommand;
    const command = new Command(input);
    captureBody(command, captured);
    const answer = await (this.client as unknown as RawClient).send(command);
    return { requestId: answer.$metadata?.requestId };
  }
}

interface RawClient {
  send(command: RawCommand): Promise<SdkError>;
}
