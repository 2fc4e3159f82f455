/** Random pairs of a live table and a program, and what an `up` did to the one with the other. */
import { UpdateDataTableAttributeCommand, type ConnectClient } from "@aws-sdk/client-connect";
import fc from "fast-check";
import type { RowInputs, ValuesInputs } from "../../src/provider/values/state/inputs";
import type { Totals } from "../../src/report/report";
import type { Simulator } from "../../src/simulator";
import { instanceId } from "./values-bench";

const stores = ["Berlin", "Paris", "Rome", "Oslo"] as const;
const cell = {
  Opens: fc.option(fc.constantFrom("08:00", "09:00", 'it\u2019s "x" → y'), { freq: 5 }),
  Seats: fc.option(fc.constantFrom(1, 2, "1.0"), { freq: 5 }),
  Note: fc.option(fc.constantFrom("a", "b"), { freq: 5 }),
};

/** Rows of a program; a cell may be released (`null`) or left out, a row is never empty. */
const rows = fc.dictionary(
  fc.constantFrom(...stores),
  fc.record(cell, { requiredKeys: [] }).filter((row) => Object.keys(row).length > 0),
  { noNullPrototype: true },
);

/** Someone else's edits: which cell, and the text; absent removes it. */
const edits = fc.array(
  fc.oneof(
    fc.record({
      store: fc.constantFrom(...stores),
      column: fc.constantFrom("Opens", "Note"),
      value: fc.constantFrom("08:00", "a", "x", null),
    }),
    fc.record({
      store: fc.constantFrom(...stores),
      column: fc.constant("Seats"),
      value: fc.constantFrom("1", "1.0", "7", null),
    }),
  ),
  { maxLength: 6 },
);

/** A live table and a program: what was there before, and the program whose preview is compared. */
export const pair = fc.record({
  before: edits,
  first: fc.option(rows, { freq: 4 }),
  between: edits,
  then: rows,
  refresh: fc.constantFrom("none", "none", "separate", "inside"),
  ownership: fc.constantFrom("declared", "declared", "exclusive"),
  onConflict: fc.constantFrom("fail", "overwrite"),
  exported: fc.constantFrom(undefined, "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"),
  ignore: fc.constantFrom(undefined, undefined, { columns: ["Note"] }, { rows: ["R*"] }),
  sensitive: fc.constantFrom(undefined, undefined, ["Opens"]),
  moved: fc.constantFrom(undefined, undefined, [{ from: "Berlin", to: "Paris" }]),
  renamed: fc.constantFrom(false, false, true),
});

export type Pair = typeof pair extends fc.Arbitrary<infer T> ? T : never;

/** What an `up` did, told from the table, the requests and state on both sides of it. */
export type Done = Pick<Totals, "create" | "update" | "delete" | "release" | "takeOver" | "rename" | "move">;

export type Cells = Record<string, Record<string, unknown>>;

function flat(cells: Cells | undefined): Map<string, unknown> {
  return new Map(
    Object.entries(cells ?? {}).flatMap(([row, columns]) =>
      Object.entries(columns).map(([column, value]) => [`${row}\n${column}`, value] as const),
    ),
  );
}

/** Cells that outputs record, where they stand after the column's other name. */
function recordedIn(rows: Cells | undefined, isRenamed: boolean): Map<string, unknown> {
  const known = [...flat(rows)].filter(([, value]) => value !== null);
  return new Map(known.map(([key, value]) => [placeOf(key, { isRenamed, isMoved: false }), value]));
}

function placeOf(key: string, { isRenamed, isMoved }: { isRenamed: boolean; isMoved: boolean }): string {
  const [row = "", column = ""] = key.split("\n");
  return `${isMoved && row === "Berlin" ? "Paris" : row}\n${isRenamed && column === "Note" ? "Remark" : column}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return (
    a === b || (a !== undefined && b !== undefined && a !== null && b !== null && a !== "" && Number(a) === Number(b))
  );
}

/** Where the table of a pair is. */
export interface PairTable {
  readonly simulator: Simulator;
  readonly client: ConnectClient;
  readonly name: string;
  readonly tableId: string;
}

/** Plays someone else's edits. */
export function playEdits({ simulator, name }: PairTable, edits: Pair["before"]): void {
  for (const { store, column, value } of edits) simulator.edit({ table: name, keys: { Store: store }, column, value });
}

/** Gives column Note its other name. */
export async function renameNote({ client, tableId }: PairTable): Promise<void> {
  const change = { AttributeName: "Note", Name: "Remark", ValueType: "TEXT" } as const;
  await client.send(new UpdateDataTableAttributeCommand({ InstanceId: instanceId, DataTableId: tableId, ...change }));
}

/** What the last program says, beside the place of its table. */
export function inputsOf(given: Pair, { tableId }: PairTable): Partial<ValuesInputs> {
  const { then, ownership, onConflict, exported, ignore, sensitive, moved } = given;
  return {
    rows: given.renamed ? withRemark(then) : then,
    ...(given.renamed && { renamed: { Note: "Remark" } }),
    ownership: ownership,
    onConflict: onConflict,
    ...(exported !== undefined && { exported: { at: exported, from: `${instanceId}/${tableId}` } }),
    ...(ignore && { ignore }),
    ...(sensitive && { sensitive }),
    ...(moved && { moved }),
  };
}

function withRemark(rows: Pair["then"]): ValuesInputs["rows"] {
  const rename = (row: object) =>
    Object.entries(row).map(([name, value]) => [name === "Note" ? "Remark" : name, value as unknown]);
  return Object.fromEntries(
    Object.entries(rows).map(([key, row]) => [key, Object.fromEntries(rename(row)) as RowInputs]),
  );
}

/** The table and what state records of it, on one side of an `up`. */
export interface Side {
  readonly live: Cells;
  readonly recorded: Cells | undefined;
}

/** What an `up` did; `moves`: how many rows got another key. */
export function doneBetween(before: Side, after: Side, given: Pair, moves: number): Done {
  const shifted = (cells: Map<string, unknown>) =>
    new Map([...cells].map(([key, value]) => [placeOf(key, { isRenamed: false, isMoved: moves > 0 }), value]));
  const state = {
    old: shifted(recordedIn(before.recorded, given.renamed)),
    now: recordedIn(after.recorded, false),
  };
  return doneOf(shifted(flat(before.live)), flat(after.live), state, given, moves);
}

function doneOf(
  before: Map<string, unknown>,
  after: Map<string, unknown>,
  state: { old: Map<string, unknown>; now: Map<string, unknown> },
  given: Pair,
  moves: number,
): Done {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const count = (test: (key: string) => boolean) => keys.filter(test).length;
  const isHandedOver = (key: string) => {
    const [row = "", column = ""] = key.split("\n");
    const isIgnored = given.ignore && ("columns" in given.ignore ? column === "Note" : row.startsWith("R"));
    const cells: Record<string, unknown> = given.then[row as (typeof stores)[number]] ?? {};
    return isIgnored === true || cells[column === "Remark" ? "Note" : column] === null;
  };
  return {
    create: count((key) => !before.has(key) && after.has(key)),
    update: count((key) => before.has(key) && after.has(key) && before.get(key) !== after.get(key)),
    delete: count((key) => before.has(key) && !after.has(key)),
    release: [...state.old.keys()].filter((key) => !state.now.has(key) && isHandedOver(key)).length,
    takeOver: [...state.now].filter(
      ([key, value]) =>
        before.has(key) &&
        before.get(key) === after.get(key) &&
        isSame(value, after.get(key)) &&
        !isSame(state.old.get(key), value),
    ).length,
    rename: given.renamed && [...state.old.keys()].some((key) => key.endsWith("\nRemark")) ? 1 : 0,
    move: moves,
  };
}
