import type { Edit } from "./edit";

/**
 * What goes wrong with a request: a 429; an error before or after the request was applied; no answer, the request applied or not;
 * half of an answer; an answer without `Successful`; the token of the request for the next page; a delay; somebody else's write.
 */
export type FaultKind =
  | "throttle"
  | "error-before"
  | "error-after"
  | "lost-before"
  | "lost-after"
  | "cut-answer"
  | "no-successful"
  | "repeat-token"
  | "delay"
  | "edit";

/** One scripted fault. */
export interface Fault {
  readonly kind: FaultKind;
  /** Which operation; left out: any. */
  readonly operation?: string;
  /** Id or ARN of a table as it stands in the request; left out: any. */
  readonly dataTableId?: string;
  /** The first matching call that it strikes, counted from when the fault was set; default 1. */
  readonly nth?: number;
  /** How many calls it strikes; default 1, null: every one from there on. */
  readonly times?: number | null;
  /** For `error-before` and `error-after`; default `InternalServiceException` with its own status. */
  readonly error?: { readonly type: string; readonly message?: string; readonly status?: number };
  /** For `delay`: simulated milliseconds before the request is treated. */
  readonly delayMs?: number;
  /** For `edit`: what somebody else writes just before the request is treated. */
  readonly edits?: readonly Edit[];
  /** For `edit`, in process only: called just before the request is treated. */
  readonly run?: () => void | Promise<void>;
}

const kinds: readonly FaultKind[] = [
  "throttle",
  "error-before",
  "error-after",
  "lost-before",
  "lost-after",
  "cut-answer",
  "no-successful",
  "repeat-token",
  "delay",
  "edit",
];

/** The faults that are still to come. */
export class FaultScript {
  private faults: { readonly fault: Fault; calls: number; struck: number }[] = [];

  /** Replaces all faults. @throws Error when a kind is unknown. */
  set(faults: readonly Fault[]): void {
    const unknown = faults.find(({ kind }) => !kinds.includes(kind));
    if (unknown) throw new Error(`There is no fault "${unknown.kind}"; known are ${kinds.join(", ")}.`);
    this.faults = faults.map((fault) => ({ fault, calls: 0, struck: 0 }));
  }

  /** Adds one fault to those that are set. */
  add(fault: Fault): void {
    const known = this.faults;
    this.set([fault]);
    this.faults = [...known, ...this.faults];
  }

  /** The faults that have not struck as often as they were to. */
  pending(): readonly Fault[] {
    return this.faults.filter(({ fault, struck }) => struck < limitOf(fault)).map(({ fault }) => fault);
  }

  /** Counts a call and answers what strikes it. */
  take(operation: string, dataTableId?: string): Fault[] {
    const striking: Fault[] = [];
    for (const entry of this.faults) {
      const { fault } = entry;
      if (fault.operation !== undefined && fault.operation !== operation) continue;
      if (fault.dataTableId !== undefined && fault.dataTableId !== dataTableId) continue;
      entry.calls += 1;
      if (entry.calls < (fault.nth ?? 1) || entry.struck >= limitOf(fault)) continue;
      entry.struck += 1;
      striking.push(fault);
    }
    return striking;
  }
}

/** How many calls a fault strikes at most. */
const limitOf = (fault: Fault): number => (fault.times === null ? Number.POSITIVE_INFINITY : (fault.times ?? 1));
