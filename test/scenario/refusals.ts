import { base, baseHolds, edited, fails, many, manyHold, romeHolds, rome, up, type Scenario } from "./story";

const withoutRow = (table: ReturnType<typeof manyHold>, row: string) =>
  Object.fromEntries(Object.entries(table).filter(([key]) => key !== row));

/** What is refused: by the guard, by the service, by others' rights and by the quota; and what follows once it no longer is. */
export const refusals: readonly Scenario[] = [
  {
    name: "the guard stops a large change, and lets exactly it pass once",
    steps: [
      up(many("09:00"), manyHold("09:00")),
      {
        up: { rows: many("10:00") },
        fails: /it would update 30 of 60 cells \(50%, allowed 30%\)/,
        holds: manyHold("09:00"),
      },
      { up: { rows: many("10:00") }, allow: "values:30/1", fails: /30 of 60/, holds: manyHold("09:00") },
      { up: { rows: many("10:00") }, allow: "values:30/0", holds: manyHold("10:00") },
      { up: { rows: {} }, fails: /would empty the table/, holds: manyHold("10:00") },
      { up: { rows: many("10:00"), guard: { maxUpdatePercent: 50 } }, holds: manyHold("10:00") },
      { up: { rows: many("11:00"), guard: { maxUpdatePercent: 50 } }, holds: manyHold("11:00") },
    ],
  },
  {
    name: "the guard stops exclusive mode before it removes what is of others",
    steps: [
      { edit: Array.from({ length: 12 }, (_, i) => edited("Opens", "07:00", `F${i}`)) },
      {
        up: { rows: base, ownership: "exclusive" },
        fails: /it would delete 12 of 12 cells/,
        holds: Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`F${i}`, { Opens: "07:00" }])),
      },
      { up: { rows: base, ownership: "exclusive" }, allow: "values:0/12", holds: baseHolds },
    ],
  },
  {
    name: "a forbidden column: the rest is written, and the column once it is allowed",
    steps: [
      { deny: { attributes: ["Seats"] } },
      {
        up: { rows: many("09:00"), guard: false },
        fails: /column "Seats" was not created: .*AccessDenied/,
        holds: Object.fromEntries(Object.entries(manyHold("09:00")).map(([row, { Opens = "" }]) => [row, { Opens }])),
      },
      { deny: {} },
      up(many("09:00"), manyHold("09:00")),
    ],
  },
  {
    name: "a forbidden row in an update: the rest is written, and the row once it is allowed",
    steps: [
      up(many("09:00"), manyHold("09:00")),
      { deny: { primaryValues: ["S07"] } },
      {
        up: { rows: many("10:00"), guard: false },
        fails: /row "S07", column "Opens" was not updated: .*AccessDenied/,
        holds: { ...manyHold("10:00"), S07: { Opens: "09:00", Seats: "7" } },
      },
      { destroy: true, fails: /row "S07"/, holds: { S07: { Opens: "09:00", Seats: "7" } } },
      { deny: {} },
      { destroy: true, holds: {} },
    ],
  },
  {
    name: "a partial failure, a change of mind, the rest",
    steps: [
      { deny: { primaryValues: ["S07"] } },
      {
        up: { rows: many("09:00"), guard: false },
        fails: /wrote 58 of 60 cells/,
        holds: withoutRow(manyHold("09:00"), "S07"),
      },
      { deny: {} },
      up({ ...many("09:00"), S07: { Opens: "11:00" } }, { ...manyHold("09:00"), S07: { Opens: "11:00" } }),
      up({ S00: { Opens: "09:00", Seats: 0 } }, { S00: { Opens: "09:00", Seats: "0" } }),
    ],
  },
  {
    name: "no room: refused; deletes make room for creates",
    steps: [
      { room: { cells: 0, keys: 0 } },
      { up: { rows: base, guard: false }, fails: /was not created/ },
      { room: { cells: 4, keys: 2 } },
      up(base, baseHolds),
      up(
        { Berlin: { Open: true, Channels: ["a"] }, Paris: { Open: false, Channels: [] } },
        { Berlin: { Open: "true", Channels: '["a"]' }, Paris: { Open: "false", Channels: "[]" } },
        { valueQuota: 4 },
      ),
      up(base, baseHolds),
    ],
  },
  {
    name: "a sensitive value is in no message",
    steps: [
      { edit: [edited("Opens", "open-sesame")] },
      {
        up: { rows: { Berlin: { Opens: "hush-hush" } }, sensitive: ["Opens"] },
        fails: /live {6}\[secret\].*\n.*desired {3}\[secret\]/,
        hides: /hush|sesame/,
        holds: { Berlin: { Opens: "open-sesame" } },
      },
      up(
        { Berlin: { Opens: "hush-hush" } },
        { Berlin: { Opens: "hush-hush" } },
        { sensitive: ["Opens"], onConflict: "overwrite" },
      ),
      { deny: { attributes: ["Opens"] } },
      {
        up: { rows: { Berlin: { Opens: "hush-hush-2" } }, sensitive: ["Opens"], guard: false },
        fails: /was not updated|AccessDenied/,
        hides: /hush|sesame/,
        holds: { Berlin: { Opens: "hush-hush" } },
      },
    ],
  },
  {
    name: "two resources on one table keep to their own cells",
    steps: [
      up({ Berlin: base.Berlin }, { Berlin: baseHolds.Berlin }),
      {
        up: { rows: { Berlin: { Open: true }, Rome: { Opens: "07:00" } } },
        other: true,
        holds: { Berlin: { ...baseHolds.Berlin, Open: "true" }, ...romeHolds },
      },
      up({ Berlin: { Opens: "09:30" } }, { Berlin: { Opens: "09:30", Open: "true" }, ...romeHolds }),
      {
        ...fails({ Berlin: { Opens: "10:00" } }, /already exists, with a different value/, {
          Berlin: { Opens: "09:30", Open: "true" },
          ...romeHolds,
        }),
        other: true,
      },
      { destroy: true, holds: { Berlin: { Open: "true" }, ...romeHolds } },
      { destroy: true, other: true, holds: {} },
    ],
  },
  {
    name: "null in exclusive mode, and exclusive mode left",
    steps: [
      { edit: [rome, edited("Open", "true"), edited("Seats", "5")] },
      up(
        { Berlin: { Opens: "09:00", Seats: null } },
        { Berlin: { Opens: "09:00", Seats: "5" } },
        { ownership: "exclusive" },
      ),
      { edit: [rome, edited("Seats", "6")] },
      { refresh: true, changes: true },
      up({ Berlin: { Opens: "09:00", Seats: null } }, { Berlin: { Opens: "09:00", Seats: "6" }, ...romeHolds }),
      up(
        { Berlin: { Opens: "09:00", Seats: null } },
        { Berlin: { Opens: "09:00", Seats: "6" } },
        { ownership: "exclusive" },
      ),
      { destroy: true, holds: { Berlin: { Seats: "6" } } },
    ],
  },
];
