import { rome, edited, base, baseHolds, romeHolds, up, many, manyHold, type Scenario } from "./story";

/** Who owns what, moves, many requests and faults. */
export const ownership: readonly Scenario[] = [
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
      // Opens was released, changed by someone else and declared again: it was there when it was recorded anew, so it stays.
      { destroy: true, holds: { Berlin: { Opens: "08:00", Seats: "13" }, Paris: baseHolds.Paris } },
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
