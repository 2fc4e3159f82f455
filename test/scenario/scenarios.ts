/**
 * Successive desired states, outside edits and faults, with what the table holds after each `up` written by hand. They hold under every
 * lock level and every personality of the simulator; `sweep.ts` plays them.
 */
import type { ValuesInputs } from "../../src/provider/values-inputs";
import type { Edit, Fault } from "../../src/simulator";

/** Row key → column → stored text. */
export type Expected = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One step. A step that fails must say why; one that succeeds is followed by a second `up` and a refresh that change nothing. */
export type Step =
  | { readonly edit: Omit<Edit, "table">[] }
  | { readonly fault: Fault[] }
  | {
      readonly up: Partial<ValuesInputs>;
      readonly holds: Expected;
      readonly refreshFirst?: boolean;
      readonly drift?: boolean;
    }
  | {
      readonly up: Partial<ValuesInputs>;
      readonly fails: RegExp;
      readonly holds: Expected;
      readonly refreshFirst?: boolean;
    }
  | { readonly refresh: true; readonly changes: boolean }
  | { readonly destroy: true; readonly holds: Expected; readonly fails?: RegExp };

/** One story. */
export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

const rome = { keys: { Store: "Rome" }, column: "Opens", value: "07:00" };
const edited = (column: string, value: string | null, Store = "Berlin") => ({ keys: { Store }, column, value });
const base = { Berlin: { Opens: "09:00", Seats: 12 }, Paris: { Opens: "10:00", Seats: 8 } };
const baseHolds = { Berlin: { Opens: "09:00", Seats: "12" }, Paris: { Opens: "10:00", Seats: "8" } };
const romeHolds = { Rome: { Opens: "07:00" } };
const noGuard = { guard: false } as const;
const up = (rows: ValuesInputs["rows"], holds: Expected, more: Partial<ValuesInputs> = {}): Step => ({
  up: { rows, ...noGuard, ...more },
  holds,
});
const fails = (
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
const many = (opens: string) =>
  Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`S${String(i).padStart(2, "0")}`, { Opens: opens, Seats: i }]),
  );
const manyHold = (opens: string) =>
  Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`S${String(i).padStart(2, "0")}`, { Opens: opens, Seats: String(i) }]),
  );

export const scenarios: readonly Scenario[] = [
  {
    name: "create, change, remove a cell, remove a row, destroy",
    steps: [
      up(base, baseHolds),
      up({ ...base, Berlin: { Opens: "09:30", Seats: 12 } }, { ...baseHolds, Berlin: { Opens: "09:30", Seats: "12" } }),
      up({ ...base, Berlin: { Opens: "09:30" } }, { ...baseHolds, Berlin: { Opens: "09:30" } }),
      up({ Paris: base.Paris }, { Paris: baseHolds.Paris }),
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "all types, expressions, the default record",
    steps: [
      up(
        {
          Berlin: {
            Opens: { expression: "=NOW()" },
            Seats: "1.50",
            Open: true,
            Channels: ["VOICE", "CHAT"],
            Rates: [1, 2.5],
          },
        },
        {
          "\\default": { Opens: "08:00" },
          Berlin: { Opens: "=NOW()", Seats: "1.50", Open: "true", Channels: '["VOICE","CHAT"]', Rates: "[1,2.5]" },
        },
        { defaults: { Opens: "08:00" } },
      ),
      up(
        { Berlin: { Opens: "x", Open: false, Channels: [] } },
        { Berlin: { Opens: "x", Open: "false", Channels: "[]" } },
      ),
    ],
  },
  {
    name: "numbers and lists are compared by meaning, twenty digits exactly",
    steps: [
      up(
        { Berlin: { Seats: "12345678901234567890", Rates: [1] } },
        { Berlin: { Seats: "12345678901234567890", Rates: "[1]" } },
      ),
      up(
        { Berlin: { Seats: "12345678901234567891", Rates: [1] } },
        { Berlin: { Seats: "12345678901234567891", Rates: "[1]" } },
      ),
      up({ Berlin: { Seats: "1.0", Rates: [1] } }, { Berlin: { Seats: "1.0", Rates: "[1]" } }),
      up({ Berlin: { Seats: 1, Rates: [1] } }, { Berlin: { Seats: "1.0", Rates: "[1]" } }),
    ],
  },
  {
    name: "values that a service may rewrite",
    steps: [
      up({ Berlin: { Opens: " HI ", Seats: "7.10" } }, { Berlin: { Opens: " HI ", Seats: "7.10" } }),
      up({ Berlin: { Opens: " HI ", Seats: 3 } }, { Berlin: { Opens: " HI ", Seats: "3" } }),
      up({ Berlin: { Opens: "e\u0301", Seats: 3 } }, { Berlin: { Opens: "e\u0301", Seats: "3" } }),
    ],
  },
  {
    name: "an empty text is a value",
    steps: [
      up({ Berlin: { Opens: "", Seats: 3 } }, { Berlin: { Opens: "", Seats: "3" } }),
      up({ Berlin: { Opens: "09:00", Seats: 3 } }, { Berlin: { Opens: "09:00", Seats: "3" } }),
      up({ Berlin: { Opens: "", Seats: 3 } }, { Berlin: { Opens: "", Seats: "3" } }),
      up({ Berlin: { Seats: 3 } }, { Berlin: { Seats: "3" } }),
    ],
  },
  {
    name: "foreign rows and cells are left alone, destroy included",
    steps: [
      { edit: [rome] },
      up(base, { ...baseHolds, ...romeHolds }),
      { edit: [edited("Open", "true")] },
      up({ Berlin: base.Berlin }, { Berlin: { ...baseHolds.Berlin, Open: "true" }, ...romeHolds }),
      { destroy: true, holds: { Berlin: { Open: "true" }, ...romeHolds } },
    ],
  },
  {
    name: "equal live values are adopted without a write",
    steps: [
      { edit: [edited("Opens", "09:00"), edited("Seats", "12")] },
      up({ Berlin: base.Berlin }, { Berlin: baseHolds.Berlin }),
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "conflict: exists already with another value",
    steps: [
      { edit: [edited("Opens", "08:00")] },
      fails(base, /exists already, with another value/, { Berlin: { Opens: "08:00" } }),
      up(base, baseHolds, { onConflict: "overwrite" }),
    ],
  },
  {
    name: "conflict: edited",
    steps: [
      up(base, baseHolds),
      { edit: [edited("Opens", "08:00")] },
      fails({ ...base, Berlin: { Opens: "09:30", Seats: 12 } }, /was edited/, {
        ...baseHolds,
        Berlin: { Opens: "08:00", Seats: "12" },
      }),
      { refresh: true, changes: true },
      up({ ...base, Berlin: { Opens: "09:30", Seats: 12 } }, { ...baseHolds, Berlin: { Opens: "09:30", Seats: "12" } }),
    ],
  },
  {
    name: "conflict: removed by somebody",
    steps: [
      up(base, baseHolds),
      { edit: [edited("Opens", null)] },
      fails({ ...base, Berlin: { Opens: "09:30", Seats: 12 } }, /was removed/, {
        ...baseHolds,
        Berlin: { Seats: "12" },
      }),
      up(
        { ...base, Berlin: { Opens: "09:30", Seats: 12 } },
        { ...baseHolds, Berlin: { Opens: "09:30", Seats: "12" } },
        { onConflict: "overwrite" },
      ),
    ],
  },
  {
    name: "conflict: edited, and we would delete it",
    steps: [
      up(base, baseHolds),
      { edit: [edited("Opens", "08:00")] },
      fails({ Paris: base.Paris }, /was edited, and this run would delete it/, {
        ...baseHolds,
        Berlin: { Opens: "08:00", Seats: "12" },
      }),
      up({ Paris: base.Paris }, { Paris: baseHolds.Paris }, { onConflict: "overwrite" }),
    ],
  },
  {
    name: "inside `up --refresh` an edit is still a conflict",
    steps: [
      up(base, baseHolds),
      { edit: [edited("Opens", "08:00")] },
      {
        up: { rows: { ...base, Berlin: { Opens: "09:30", Seats: 12 } }, ...noGuard },
        fails: /was edited/,
        holds: { ...baseHolds, Berlin: { Opens: "08:00", Seats: "12" } },
        refreshFirst: true,
      },
      fails({ ...base, Berlin: { Opens: "09:30", Seats: 12 } }, /was edited/, {
        ...baseHolds,
        Berlin: { Opens: "08:00", Seats: "12" },
      }),
    ],
  },
  {
    name: "drift that is not this run's stays, and an edited cell stops destroy",
    steps: [
      up(base, baseHolds),
      { edit: [edited("Opens", "08:00")] },
      {
        up: { rows: { ...base, Paris: { Opens: "10:30", Seats: 8 } }, ...noGuard },
        holds: { Berlin: { Opens: "08:00", Seats: "12" }, Paris: { Opens: "10:30", Seats: "8" } },
        drift: true,
      },
      {
        destroy: true,
        fails: /was edited/,
        holds: { Berlin: { Opens: "08:00", Seats: "12" }, Paris: { Opens: "10:30", Seats: "8" } },
      },
      { refresh: true, changes: true },
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "null releases a cell, ignore releases columns and rows",
    steps: [
      up(base, baseHolds),
      up({ ...base, Berlin: { Opens: null, Seats: 12 } }, baseHolds),
      { edit: [edited("Opens", "08:00")] },
      up({ ...base, Berlin: { Opens: null, Seats: 13 } }, { ...baseHolds, Berlin: { Opens: "08:00", Seats: "13" } }),
      up(
        { Berlin: { Opens: "08:00" } },
        { Berlin: { Opens: "08:00", Seats: "13" }, Paris: baseHolds.Paris },
        {
          ignore: { columns: ["Seats"], rows: ["Par*"] },
        },
      ),
      { destroy: true, holds: { Berlin: { Seats: "13" }, Paris: baseHolds.Paris } },
    ],
  },
  {
    name: "exclusive removes what nobody declared, and lets go again",
    steps: [
      { edit: [rome, edited("Open", "true")] },
      up(base, { ...baseHolds, Berlin: { ...baseHolds.Berlin, Open: "true" }, ...romeHolds }),
      up(base, baseHolds, { ownership: "exclusive" }),
      { edit: [rome] },
      { refresh: true, changes: true },
      up(base, baseHolds, { ownership: "exclusive" }),
      { edit: [rome] },
      up(base, { ...baseHolds, ...romeHolds }),
      { destroy: true, holds: romeHolds },
    ],
  },
  {
    name: "exclusive leaves ignored and released cells",
    steps: [
      { edit: [rome, edited("Open", "true"), edited("Opens", "06:00", "TEST-1")] },
      up(
        { Berlin: { ...base.Berlin, Open: null } },
        { Berlin: { ...baseHolds.Berlin, Open: "true" }, "TEST-1": { Opens: "06:00" } },
        { ownership: "exclusive", ignore: { rows: ["TEST-*"] } },
      ),
    ],
  },
  {
    name: "rows move to another key with their values",
    steps: [
      up(base, baseHolds),
      { edit: [edited("Open", "true")] },
      up(
        { Muenchen: base.Berlin, Paris: base.Paris },
        { Muenchen: { ...baseHolds.Berlin, Open: "true" }, Paris: baseHolds.Paris },
        { moved: [{ from: "Berlin", to: "Muenchen" }] },
      ),
      up(
        { Berlin: { Opens: "11:00", Seats: 8 }, Muenchen: base.Berlin },
        { Berlin: { Opens: "11:00", Seats: "8" }, Muenchen: { ...baseHolds.Berlin, Open: "true" } },
        { moved: [{ from: "Paris", to: "Berlin" }] },
      ),
    ],
  },
  {
    name: "a chain of moves runs from its tail",
    steps: [
      up({ A: { Opens: "a" }, B: { Opens: "b" } }, { A: { Opens: "a" }, B: { Opens: "b" } }),
      up(
        { B: { Opens: "a" }, C: { Opens: "b" } },
        { B: { Opens: "a" }, C: { Opens: "b" } },
        {
          moved: [
            { from: "A", to: "B" },
            { from: "B", to: "C" },
          ],
        },
      ),
    ],
  },
  {
    name: "many cells in many requests, changed and removed",
    steps: [
      up(many("09:00"), manyHold("09:00")),
      up(many("10:00"), manyHold("10:00")),
      up({ S00: { Opens: "10:00", Seats: 0 } }, { S00: { Opens: "10:00", Seats: "0" } }),
    ],
  },
  {
    name: "a lost answer, an answer cut short, a failure after the write",
    steps: [
      { fault: [{ kind: "lost-after", operation: "BatchCreateDataTableValue", nth: 1 }] },
      up(many("09:00"), manyHold("09:00")),
      {
        fault: [
          { kind: "cut-answer", operation: "BatchUpdateDataTableValue", nth: 1 },
          { kind: "error-after", operation: "BatchUpdateDataTableValue", nth: 3 },
        ],
      },
      up(many("10:00"), manyHold("10:00")),
      {
        fault: [
          { kind: "lost-before", operation: "BatchUpdateDataTableValue", nth: 2 },
          { kind: "no-successful", operation: "BatchUpdateDataTableValue", nth: 1 },
        ],
      },
      up(many("11:00"), manyHold("11:00")),
      {
        fault: [
          { kind: "lost-after", operation: "BatchDeleteDataTableValue", nth: 1 },
          { kind: "throttle", operation: "BatchDeleteDataTableValue", nth: 2 },
        ],
      },
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "somebody edits between our read and our write",
    steps: [
      up(base, baseHolds),
      {
        fault: [
          {
            kind: "edit",
            operation: "BatchUpdateDataTableValue",
            nth: 1,
            edits: [{ table: "Hours", ...edited("Opens", "10:00", "Paris") }],
          },
        ],
      },
      up(
        { Berlin: { Opens: "09:30", Seats: 12 }, Paris: { Opens: "10:00", Seats: 8 } },
        {
          Berlin: { Opens: "09:30", Seats: "12" },
          Paris: baseHolds.Paris,
        },
      ),
    ],
  },
];
