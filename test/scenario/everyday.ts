import { romeHolds, rome, edited, base, baseHolds, up, type Scenario } from "./story";

/** What a program declares, and what others leave or adopt. */
export const everyday: readonly Scenario[] = [
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
    name: "equal live values are adopted without a write, and stay when the resource goes: they were there before it",
    steps: [
      { edit: [edited("Opens", "09:00"), edited("Seats", "12")] },
      up({ ...base }, baseHolds),
      { destroy: true, holds: { Berlin: baseHolds.Berlin } },
    ],
  },
];
