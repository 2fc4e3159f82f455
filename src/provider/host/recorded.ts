/** What state recorded before this run refreshed it, and what the copies of a replaced resource record: the engine says neither to a verb. */
import type { CellAddress } from "../../core/cells/cell-map";
import { compareText } from "../../core/text";
import { withoutStack } from "./urn";

/** One read of a recorded resource, as a refresh does it. */
interface Reading {
  /** What state recorded before. */
  readonly before: Recorded;
  /** The outputs that the read answered; absent when the table no longer exists. */
  readonly outputs?: object;
  /** Cells that another writer changed or removed since they were recorded. */
  readonly changed?: readonly CellAddress[];
}

/** What tells a recorded resource from others: its URN, and where its table is. Only members that both sides have are compared. */
interface Recorded {
  readonly __urn?: string;
  readonly region?: string;
  readonly instanceId?: string;
  readonly dataTableId?: string;
}

/** What is recorded, as the verbs of one run have seen it. */
export class RecordedBefore {
  private readonly readings: Reading[] = [];
  private readonly copies = new Map<string, object>();

  /** Remembers a read: inside one `up --refresh` or `destroy --refresh` a refresh is not consent. */
  rememberReading(reading: Reading): void {
    this.readings.push(reading);
  }

  /** The read of this process that made these recorded inputs or outputs; `undefined` when the process did not refresh them. */
  readingOf(recorded: Recorded): Reading | undefined {
    if (recorded.__urn === undefined) return undefined;
    const candidates = this.readings.filter(({ before }) => isSame(before, recorded));
    if (candidates.length < 2) return candidates[0];
    const text = contentOf(recorded);
    const exact = candidates.find(({ outputs = {} }) => contentOf(outputs) === text);
    return exact ?? candidates[candidates.length - 1];
  }

  /** What state recorded before this process refreshed it; `undefined` when it did not. */
  before<T extends Recorded>(recorded: T): T | undefined {
    return this.readingOf(recorded)?.before as T | undefined;
  }

  /** Remembers what the present copy of a resource records of a table, for a create that replaces it: the engine hands a create no base. */
  rememberCopy(urn: string, table: string, outputs: object): void {
    this.copies.set(`${withoutStack(urn)}\n${table}`, outputs);
  }

  /** What another copy of the resource records of the table. */
  copyOf<T extends object>(urn: string, table: string): T | undefined {
    return this.copies.get(`${withoutStack(urn)}\n${table}`) as T | undefined;
  }

  /** What all copies that this run has seen record of the table. */
  copiesOn<T extends object>(table: string): T[] {
    return [...this.copies].filter(([key]) => key.endsWith(`\n${table}`)).map(([, outputs]) => outputs as T);
  }
}

/** What tells two copies of one resource apart: the cells and their lock versions, in an order of their own. */
function contentOf(recorded: object): string {
  return JSON.stringify(recorded, (name, value: unknown) => {
    if (name !== "" && /^__(?!lockVersion)/.test(name)) return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
  });
}

function isSame(one: Recorded, other: Recorded): boolean {
  return (["__urn", "region", "instanceId", "dataTableId"] as const).every(
    (name) => one[name] === undefined || other[name] === undefined || one[name] === other[name],
  );
}
