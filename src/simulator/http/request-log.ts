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
  /** The SDK's own words: which try of which invocation this was. */
  readonly attempt?: number;
  readonly invocationId?: string;
}

/** The requests of a simulator in the order in which they arrived; the oldest go when there are very many. */
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

  /** What was asked so far. */
  all(): readonly LoggedRequest[] {
    return [...this.requests];
  }

  /** What was asked after the request of a number. */
  after(number: number): readonly LoggedRequest[] {
    return this.requests.filter((request) => request.number > number);
  }

  /** Forgets what was asked so far. */
  clear(): void {
    this.requests.length = 0;
  }
}
