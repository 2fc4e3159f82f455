/** One answered request. */
export interface LoggedRequest {
  /** Position in the log since the simulator started, from 1. */
  readonly number: number;
  readonly operation: string;
  /** How many items a batch carried; 0 for other operations. */
  readonly items: number;
  /** HTTP status; 0 when the answer was withheld by a fault. */
  readonly status: number;
  readonly errorType?: string;
  /** AWS request id of the answer. */
  readonly requestId: string;
  /** Simulated time of arrival in milliseconds since the epoch. */
  readonly time: number;
  readonly instanceId?: string;
  readonly dataTableId?: string;
  /** Region and access key id of the signature. */
  readonly region: string;
  readonly accessKeyId?: string;
  /** As the SDK says: which attempt of which invocation this was. */
  readonly attempt?: number;
  readonly invocationId?: string;
}

/** The requests of a simulator in the order in which they arrived; the oldest are dropped when there are very many. */
export class RequestLog {
  private readonly requests: LoggedRequest[] = [];
  private next = 1;

  constructor(private readonly most = 20_000) {}

  /** Adds a request. */
  add(request: Omit<LoggedRequest, "number">): void {
    this.requests.push({ number: this.next, ...request });
    this.next += 1;
    if (this.requests.length > this.most) this.requests.shift();
  }

  /** Every request that is in the log. */
  all(): readonly LoggedRequest[] {
    return [...this.requests];
  }

  /** The requests after that number. */
  after(number: number): readonly LoggedRequest[] {
    return this.requests.filter((request) => request.number > number);
  }

  /** Empties the log. */
  clear(): void {
    this.requests.length = 0;
  }
}
