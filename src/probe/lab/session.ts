/** Every request of a run passes here: counted, kept as evidence, and looked through for what no switch describes. */
import { beSurprised, giveUp } from "../experiment";
import type { Clock, JsonObject, Reply, Service } from "../service/ports";
import { errorTypes, unknownMembers } from "./known-model";

/** One request with its answer. */
export interface Exchange {
  readonly operation: string;
  readonly input: JsonObject;
  readonly reply: Reply;
}

/** Something that no switch describes, and where it was seen. */
export interface Oddity {
  readonly what: string;
  readonly exchange?: Exchange;
}

/** The user stopped the run. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** How a request is sent. */
interface Manner {
  /** Not shown as evidence: preparation and housekeeping. */
  readonly isQuiet?: boolean;
  /** A refusal for want of permission is an answer here. */
  readonly mayBeDenied?: boolean;
  /** Without pace, once. */
  readonly atOnce?: boolean;
}

/** The requests of one run. */
export class Session {
  /** Requests so far, repetitions not counted. */
  requests = 0;
  readonly oddities: Oddity[] = [];
  private evidence: Exchange[] = [];

  constructor(
    readonly service: Service,
    readonly clock: Clock,
    private readonly isStopped: () => boolean,
  ) {}

  /** @throws Interrupted, Disturbance, Unreachable; Verdict when the refusal says nothing about the question. */
  async send(operation: string, input: JsonObject, manner: Manner = {}): Promise<Reply> {
    if (this.isStopped()) throw new Interrupted("stopped");
    this.requests += 1;
    const reply = await (manner.atOnce
      ? this.service.sendAtOnce(operation, input)
      : this.service.send(operation, input));
    const exchange = { operation, input, reply };
    if (!manner.isQuiet) this.evidence.push(exchange);
    this.inspect(exchange, manner);
    return reply;
  }

  /** The telling exchanges since the last call. */
  takeEvidence(): readonly Exchange[] {
    return this.evidence.splice(0);
  }

  /** Notes something that no switch describes, once. */
  note(what: string, exchange?: Exchange): void {
    if (this.oddities.some((known) => known.what === what)) return;
    this.oddities.push({ what, ...(exchange && { exchange }) });
  }

  private inspect(exchange: Exchange, { mayBeDenied }: Manner): void {
    const { operation, reply } = exchange;
    if (reply.kind === "answer") {
      for (const name of unknownMembers(reply.body))
        this.note(`${operation} answers an unknown member ${name}`, exchange);
      return;
    }
    if (!errorTypes.has(reply.type)) {
      this.note(`${operation} is refused with an unknown error type ${reply.type}`, exchange);
      beSurprised(`unknown error type ${reply.type}`);
    }
    if (reply.type === "AccessDeniedException" && !mayBeDenied) giveUp(`access denied: ${operation}`);
  }
}
