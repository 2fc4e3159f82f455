import type { Edit } from "../edit";

/**
 * What goes wrong with a request: a 429; an error before or after the request was applied, or after a part of its items was; no answer, the
 * request applied or not; half of an answer; an answer without `Successful`; the token of the request for the next page; a delay; another writer's write.
 */
export type FaultKind =
  | "throttle"
  | "error-before"
  | "error-after"
  | "error-midway"
  | "lost-before"
  | "lost-after"
  | "cut-answer"
  | "no-successful"
  | "repeat-token"
  | "delay"
  | "edit";

/** An item of a batch request, as far as a fault names it. */
export interface FaultyItem {
  readonly keys?: Readonly<Record<string, string>>;
  readonly column?: string;
}

/** One scripted fault. */
export interface Fault {
  readonly kind: FaultKind;
  /** Which operation; left out: any. */
  readonly operation?: string;
  /** Id or ARN of a table as it is in the request; left out: any. */
  readonly dataTableId?: string;
  /** Strikes only requests with this item: its column, and these of its key values; left out: whatever they hold. */
  readonly item?: FaultyItem;
  /** The first matching call that it strikes, counted from when the fault was set; default 1. */
  readonly nth?: number;
  /** How many calls it strikes; default 1, null: every one from there on. */
  readonly times?: number | null;
  /** For the three errors; default `InternalServiceException` with its own status. */
  readonly error?: { readonly type: string; readonly message?: string; readonly status?: number };
  /** For `error-midway`: how many items were applied; default: those before `item`, without one the first half. */
  readonly applied?: number;
  /** For `delay`: simulated milliseconds before the request is treated. */
  readonly delayMs?: number;
  /** For `edit`: what another writer writes just before the request is treated. */
  readonly edits?: readonly Edit[];
  /** For `edit`, in process only: called just before the request is treated. */
  readonly run?: () => void | Promise<void>;
}

const kinds: readonly FaultKind[] = [
  "throttle",
  "error-before",
  "error-after",
  "error-midway",
  "lost-before",
  "lost-after",
  "cut-answer",
  "no-successful",
  "repeat-token",
  "delay",
  "edit",
];

/** The faults that are still pending. */
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

  /** Counts a call and answers what strikes it; `values`: the items of a batch request as they were sent. */
  take(operation: string, dataTableId?: string, values?: unknown): Fault[] {
    const striking: Fault[] = [];
    for (const entry of this.faults) {
      const { fault } = entry;
      if (fault.operation !== undefined && fault.operation !== operation) continue;
      if (fault.dataTableId !== undefined && fault.dataTableId !== dataTableId) continue;
      if (fault.item !== undefined && placeOf(fault.item, values) < 0) continue;
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

/** The items of a request that are applied before an `error-midway`. */
export function appliedItems(fault: Fault, values: unknown): unknown[] {
  if (!Array.isArray(values)) return [];
  const whole: readonly unknown[] = values;
  const place = fault.item ? placeOf(fault.item, whole) : Math.ceil(whole.length / 2);
  return whole.slice(0, fault.applied ?? place);
}

/** The index of an item among those of a request; -1: it is not among them. */
function placeOf({ keys = {}, column }: FaultyItem, values: unknown): number {
  if (!Array.isArray(values)) return -1;
  return values.findIndex((sent: { AttributeName?: unknown; PrimaryValues?: unknown } | null) => {
    const primary = Array.isArray(sent?.PrimaryValues) ? (sent.PrimaryValues as Record<string, unknown>[]) : [];
    const has = ([name, value]: [string, string]) =>
      primary.some(({ AttributeName, Value }) => AttributeName === name && Value === value);
    return (column === undefined || sent?.AttributeName === column) && Object.entries(keys).every(has);
  });
}
