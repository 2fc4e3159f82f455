import type { ColumnSpec } from "../helpers/values-bench";
import { base, baseHolds, edited, many, manyHold, up, type Scenario } from "./story";

const composite = {
  Store: { type: "TEXT", primary: true },
  Country: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
} as const;

const members: Readonly<Record<string, ColumnSpec>> = Object.fromEntries<ColumnSpec>([
  ["Store", { type: "TEXT", primary: true }],
  ["constructor", { type: "TEXT" }],
  ["toString", { type: "NUMBER" }],
  ["hasOwnProperty", { type: "TEXT" }],
]);

/** Keys, names, locks and columns as they rarely are. */
export const unusual: readonly Scenario[] = [
  {
    name: "keys of two columns, with every separator",
    columns: composite,
    steps: [
      up(
        {
          "DE | Berlin": { Opens: "09:00" },
          "DE | a \\| b": { Opens: "1" },
          "x \\| y | z": { Opens: "2" },
          "\\\\ | \\|": { Opens: "3" },
        },
        {
          "DE/Berlin": { Opens: "09:00" },
          "DE/a | b": { Opens: "1" },
          "x | y/z": { Opens: "2" },
          "\\/|": { Opens: "3" },
        },
      ),
      up(
        { "FR | Berlin": { Opens: "09:00" }, "DE | a \\| b": { Opens: "4" }, "x \\| y | z": { Opens: "2" } },
        { "FR/Berlin": { Opens: "09:00" }, "DE/a | b": { Opens: "4" }, "x | y/z": { Opens: "2" } },
        { moved: [{ from: "DE | Berlin", to: "FR | Berlin" }] },
      ),
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "keys of five columns",
    columns: {
      ...Object.fromEntries(["A", "B", "C", "D", "E"].map((name) => [name, { type: "TEXT", primary: true } as const])),
      Opens: { type: "TEXT" },
    },
    steps: [
      up(
        { "a | b | c | d | e": { Opens: "1" }, "e | d | c | b | a": { Opens: "2" } },
        { "a/b/c/d/e": { Opens: "1" }, "e/d/c/b/a": { Opens: "2" } },
      ),
      up({ "a | b | c | d | e": { Opens: "3" } }, { "a/b/c/d/e": { Opens: "3" } }),
    ],
  },
  {
    name: "rows and columns that are called like members of an object",
    columns: members,
    steps: [
      up(
        {
          "\\__proto__": { constructor: "a", toString: 1 },
          constructor: { hasOwnProperty: "b" },
          toString: { toString: 2 },
        },
        {
          __proto__x: { constructor: "a", toString: "1" },
          constructor: { hasOwnProperty: "b" },
          toString: { toString: "2" },
        },
      ),
      up({ "\\__proto__": { constructor: "c" } }, { __proto__x: { constructor: "c" } }),
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "a key column that ignores case",
    columns: {
      Store: { type: "TEXT", primary: true, validation: { IgnoreCase: true } },
      Opens: { type: "TEXT" },
      Seats: { type: "NUMBER" },
    },
    steps: [
      { edit: [edited("Opens", "09:00", "BERLIN")] },
      up({ Berlin: { Opens: "09:00", Seats: 1 } }, { BERLIN: { Opens: "09:00", Seats: "1" } }),
      up({ berlin: { Opens: "10:00", Seats: 1 } }, { BERLIN: { Opens: "10:00", Seats: "1" } }, { moved: [] }),
      { destroy: true, holds: { BERLIN: { Opens: "10:00" } } },
    ],
  },
  {
    name: "a released row is known in every spelling",
    columns: { Store: { type: "TEXT", primary: true, validation: { IgnoreCase: true } }, Opens: { type: "TEXT" } },
    steps: [
      up({ Paris: { Opens: "10:00" } }, { Paris: { Opens: "10:00" } }, { ownership: "exclusive" }),
      { edit: [edited("Opens", "09:00", "BERLIN")] },
      up(
        { Paris: { Opens: "10:30" }, Berlin: { Opens: null } },
        { Paris: { Opens: "10:30" }, BERLIN: { Opens: "09:00" } },
        { ownership: "exclusive" },
      ),
      up({ PARIS: { Opens: null } }, { Paris: { Opens: "10:30" }, BERLIN: { Opens: "09:00" } }),
      { destroy: true, holds: { Paris: { Opens: "10:30" }, BERLIN: { Opens: "09:00" } } },
    ],
  },
  {
    name: "a key column of numbers",
    columns: { Store: { type: "NUMBER", primary: true }, Opens: { type: "TEXT" } },
    steps: [
      { edit: [edited("Opens", "09:00", "1.0")] },
      up({ "1": { Opens: "09:00" }, "2": { Opens: "08:00" } }, { "1.0": { Opens: "09:00" }, "2": { Opens: "08:00" } }),
      up({ "1": { Opens: "10:00" }, "2": { Opens: "08:00" } }, { "1.0": { Opens: "10:00" }, "2": { Opens: "08:00" } }),
      { destroy: true, holds: { "1.0": { Opens: "10:00" } } },
    ],
  },
  {
    name: "the default record: edited, in conflict, released, removed",
    steps: [
      up({}, { "\\default": { Opens: "08:00", Seats: "1" } }, { defaults: { Opens: "08:00", Seats: 1 } }),
      { edit: [{ column: "Opens", value: "07:00" }] },
      {
        up: { rows: {}, defaults: { Opens: "08:30", Seats: 1 }, guard: false },
        fails: /row "\(default record\)", column "Opens" was edited/,
        holds: { "\\default": { Opens: "07:00", Seats: "1" } },
      },
      up({}, { "\\default": { Opens: "07:00", Seats: "2" } }, { defaults: { Opens: null, Seats: 2 } }),
      up({ Berlin: base.Berlin }, { "\\default": { Opens: "07:00" }, Berlin: baseHolds.Berlin }),
      { destroy: true, holds: { "\\default": { Opens: "07:00" } } },
    ],
  },
  {
    name: "a column gets another name",
    steps: [
      up(base, baseHolds),
      { rename: { from: "Opens", to: "Begins" } },
      up(
        { Berlin: { Begins: "09:00", Seats: 12 }, Paris: { Begins: "10:30", Seats: 8 } },
        { Berlin: { Begins: "09:00", Seats: "12" }, Paris: { Begins: "10:30", Seats: "8" } },
        { renamed: { Opens: "Begins" } },
      ),
      up({ Berlin: { Seats: 12 } }, { Berlin: { Seats: "12" } }, { renamed: { Opens: "Begins" } }),
    ],
  },
  {
    name: "a key column gets another name",
    columns: composite,
    steps: [
      up(
        { "DE | Berlin": { Opens: "09:00" }, "FR | Paris": { Opens: "10:00" } },
        { "DE/Berlin": { Opens: "09:00" }, "FR/Paris": { Opens: "10:00" } },
      ),
      { rename: { from: "Country", to: "Zone" } },
      { refresh: true, changes: false },
      up(
        { "Berlin | DE": { Opens: "09:30" }, "Paris | FR": { Opens: "10:00" } },
        { "Berlin/DE": { Opens: "09:30" }, "Paris/FR": { Opens: "10:00" } },
        { primaryAttributes: ["Store", "Zone"], renamed: { Country: "Zone" } },
      ),
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "the lock level changes between two runs",
    steps: [
      up(many("09:00"), manyHold("09:00")),
      { level: "DATA_TABLE" },
      up(many("10:00"), manyHold("10:00")),
      { level: "ATTRIBUTE" },
      up({ ...many("11:00"), New: { Opens: "1" } }, { ...manyHold("11:00"), New: { Opens: "1" } }),
      { level: "PRIMARY_VALUE" },
      up(
        { ...many("12:00"), New: { Opens: "1", Seats: 1 } },
        { ...manyHold("12:00"), New: { Opens: "1", Seats: "1" } },
      ),
      { level: "VALUE" },
      up(many("13:00"), manyHold("13:00")),
      { level: "NONE" },
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "an edit between our read and our write is a conflict at every level that can hold it",
    steps: [
      up(base, baseHolds),
      {
        fault: [
          {
            kind: "edit",
            operation: "BatchDeleteDataTableValue",
            nth: 1,
            edits: [{ table: "Hours", ...edited("Open", "true") }],
          },
        ],
      },
      up({ Paris: base.Paris }, { Berlin: { Open: "true" }, Paris: baseHolds.Paris }),
      { destroy: true, holds: { Berlin: { Open: "true" } } },
    ],
  },
];
