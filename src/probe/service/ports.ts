/** What the probe needs of the outside: a service that takes requests and shows its answers as they came, and a clock. */

import { ServiceError } from "../../sync/service-error";

/** A JSON object as it was sent or received, members that nobody knows included. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A request that the service answered with success. */
export interface Answer {
  readonly kind: "answer";
  /** The body as it came: an SDK would drop nulls and unknown members. */
  readonly body: JsonObject;
  readonly requestId?: string;
}

/** A request that the service refused as a whole. */
export interface Refusal {
  readonly kind: "refusal";
  /** Error type, as in `ConflictException`. */
  readonly type: string;
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  readonly requestId?: string;
}

/** What came back for one request. */
export type Reply = Answer | Refusal;

/** Milliseconds since any fixed moment, and waiting. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** The service, as one identity sees it. */
export interface Service {
  /**
   * Sends a request at the agreed pace. A throttled request is sent again, and so is a read whose answer was lost.
   * @throws Disturbance when it is not known whether a write was applied; Unreachable when no request can succeed any more.
   */
  send(operation: string, input: JsonObject): Promise<Reply>;
  /** Sends a request at once and only once: to be throttled is an answer, too. */
  sendAtOnce(operation: string, input: JsonObject): Promise<Reply>;
  /** Error types of the throttled requests so far. */
  throttles(): readonly string[];
}

/** The answer to a request was lost, or the service failed: the experiment says nothing. */
export class Disturbance extends ServiceError {
  /** `reason`: a throttled request was not applied; one without an answer may have been. */
  constructor(
    operation: string,
    readonly reason: "throttled" | "no answer",
  ) {
    super("lost", operation, reason);
  }
}

/** The service cannot be reached, or does not take the credentials: the run is over. */
export class Unreachable extends ServiceError {
  constructor(operation: string, message: string) {
    super("unreachable", operation, message);
  }
}
