import { noGuard, edited, base, baseHolds, up, fails, type Scenario } from "./story";

/** What somebody else changed meanwhile. */
export const edits: readonly Scenario[] = [
  {
    name: "conflict: already exists with another value",
    steps: [
      { edit: [edited("Opens", "08:00")] },
      fails(base, /already exists, with a different value/, { Berlin: { Opens: "08:00" } }),
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
      fails({ Paris: base.Paris }, /was edited, and this update would delete it/, {
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
        // The warning of the refresh has named the cell.
        fails: /differs from what state records/,
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
];
