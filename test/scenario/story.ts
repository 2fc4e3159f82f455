/** How a story is told: steps with what the table holds after each, written by hand. */
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { Denied, Edit, Fault } from "../../src/simulator";
import type { ColumnSpec } from "../helpers/values-bench";

/** Row (its key values, joined by `/`) → column → stored text. */
export type Expected = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One `up`. `allow`: what the environment allows once. `other`: of a second stack that knows the same table. */
interface Up {
  readonly up: Partial<ValuesInputs>;
  readonly refreshFirst?: boolean;
  readonly allow?: string;
  readonly other?: true;
}

/** One step. A step that fails must say why; one that succeeds is followed by a second `up` and a refresh that change nothing. */
export type Step =
  | { readonly edit: Omit<Edit, "table">[] }
  | { readonly fault: Fault[] }
  | { readonly deny: Partial<Denied> }
  /** Values that the table may hold, and key values where the service counts them. */
  | { readonly room: { readonly cells: number; readonly keys: number } }
  | { readonly rename: { readonly from: string; readonly to: string } }
  | { readonly level: "NONE" | "VALUE" | "ATTRIBUTE" | "PRIMARY_VALUE" | "DATA_TABLE" }
  | (Up & { readonly holds: Expected; readonly drift?: boolean })
  | (Up & { readonly fails: RegExp; readonly holds?: Expected; readonly hides?: RegExp })
  | { readonly refresh: true; readonly changes: boolean }
  | { readonly destroy: true; readonly holds: Expected; readonly fails?: RegExp; readonly other?: true };

/** One story. */
export interface Scenario {
  readonly name: string;
  readonly columns?: Readonly<Record<string, ColumnSpec>>;
  readonly steps: readonly Step[];
}

export const rome = { keys: { Store: "Rome" }, column: "Opens", value: "07:00" };
export const edited = (column: string, value: string | null, Store = "Berlin") => ({ keys: { Store }, column, value });
export const base = { Berlin: { Opens: "09:00", Seats: 12 }, Paris: { Opens: "10:00", Seats: 8 } };
export const baseHolds = { Berlin: { Opens: "09:00", Seats: "12" }, Paris: { Opens: "10:00", Seats: "8" } };
export const romeHolds = { Rome: { Opens: "07:00" } };
export const noGuard = { guard: false } as const;
export const up = (rows: ValuesInputs["rows"], holds: Expected, more: Partial<ValuesInputs> = {}): Step => ({
  up: { rows, ...noGuard, ...more },
  holds,
});
export const fails = (
  rows: ValuesInputs["rows"],
  reason: RegExp,
  holds: Expected,
  more: Partial<ValuesInputs> = {},
): Step => ({
  up: { rows, ...noGuard, ...more },
  fails: reason,
  holds,
});
/** 60 rows of two cells: three requests at the default batch size, and more than one at every other. */
export const many = (opens: string) =>
  Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`S${String(i).padStart(2, "0")}`, { Opens: opens, Seats: i }]),
  );
export const manyHold = (opens: string) =>
  Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`S${String(i).padStart(2, "0")}`, { Opens: opens, Seats: String(i) }]),
  );
