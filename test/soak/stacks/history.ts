/**
 * Histories of whole stacks: tables made and taken over in two instances, values resources over them, and everything that the engine and other
 * writers may do, as plain data that fast-check makes and makes smaller.
 */
import fc from "fast-check";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import { personalities } from "../../../src/simulator";
import type { Turn } from "../decisions";
import { lockLevels } from "../history";
import { anyTrouble, type CommonTrouble } from "../trouble";

/** The rows: key of the row, undefined for the default record. */
export const rows = ["A", "B", "C", "D", "E", "F", undefined] as const;

/** The columns, with the values that programs declare and the texts that others write. */
export const columns = [
  { name: "Opens", type: "TEXT", declared: ["a", "b", "c"], foreign: ["a", "x", "y"] },
  { name: "Seats", type: "NUMBER", declared: [1, "2.0", 3], foreign: ["1", "7", "2"] },
] as const;

/** The column that a program may leave to others once its cells have a value. */
export const initialColumn = columns[1].name;

/** The tables by name: `T` ones are made by a stack, `P` ones were there before. `P0` is in the first instance, `P1` in the second. */
export const tableNames = ["T0", "T1", "P0", "P1"] as const;

/** Where a values resource points: at the table of a table resource, or by its id at a table that was there before. */
export const targets = ["t0", "t1", "P0", "P1"] as const;

/** The resources of a program, in its order. */
export const resourceIds = ["t0", "t1", "v0", "v1", "v2"] as const;
export type ResourceId = (typeof resourceIds)[number];
export type TableId = "t0" | "t1";
export type ValuesId = "v0" | "v1" | "v2";
export type Target = (typeof targets)[number];

/** One write by someone else in the tables of one name; `value` is an index into the column's foreign texts, null removes. */
export interface Edit {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly value: number | null;
}

/** One change of a program. */
export type Change =
  | {
      readonly kind: "set";
      readonly values: ValuesId;
      readonly row: number;
      readonly column: number;
      readonly value: number;
    }
  | { readonly kind: "null" | "drop"; readonly values: ValuesId; readonly row: number; readonly column: number }
  | { readonly kind: "dropRow"; readonly values: ValuesId; readonly row: number }
  | { readonly kind: "fill"; readonly values: ValuesId; readonly value: number }
  | {
      /** `initial`: others own the cells of `initialColumn` once they have a value. */
      readonly kind: "overwrite" | "exclusive" | "replaceOnChanges" | "deletedWith" | "initial";
      readonly values: ValuesId;
      readonly on: boolean;
    }
  | { readonly kind: "replaceWith"; readonly values: ValuesId; readonly on: boolean }
  | { readonly kind: "point"; readonly values: ValuesId; readonly target: Target }
  | { readonly kind: "export"; readonly values: ValuesId; readonly from: number }
  | { readonly kind: "allowDelete"; readonly table: TableId; readonly on: boolean }
  | { readonly kind: "describe"; readonly table: TableId; readonly text: number }
  | { readonly kind: "instance"; readonly table: TableId; readonly instance: number }
  | { readonly kind: "trigger"; readonly resource: ResourceId; readonly value: number }
  | { readonly kind: "deleteFirst" | "retain"; readonly resource: ResourceId; readonly on: boolean }
  | { readonly kind: "remove" | "add"; readonly resource: ResourceId }
  | { readonly kind: "rename"; readonly resource: ResourceId; readonly alias: boolean }
  /** Only at the end of a history: the resource has had this name. */
  | { readonly kind: "alias"; readonly resource: ResourceId; readonly name: string }
  /** Only at the end of a history: the table is taken over. */
  | { readonly kind: "adopt"; readonly table: TableId };

/** What goes wrong with a command. `crash`: the engine dies when all creates and updates are done, before the first delete. */
export type Trouble = CommonTrouble<Edit> | { readonly kind: "crash" };

/** One step. `stack`: 0 or 1. Lists of resources in `targets` and `replace`; absent: all, or none. */
export type Step =
  | { readonly do: "edit"; readonly edits: readonly Edit[] }
  | { readonly do: "editAll"; readonly table: number; readonly value: number }
  | { readonly do: "refresh"; readonly stack: number; readonly previewOnly: boolean }
  | { readonly do: "preview"; readonly stack: number; readonly refresh: boolean }
  | { readonly do: "taint"; readonly stack: number; readonly resource: ResourceId; readonly on: boolean }
  | { readonly do: "renameStack"; readonly stack: number }
  | { readonly do: "move"; readonly from: number; readonly resources: readonly ResourceId[] }
  | {
      readonly do: "destroy";
      readonly stack: number;
      readonly refresh: boolean;
      readonly targets?: readonly ResourceId[];
      readonly trouble: readonly Trouble[];
    }
  | {
      readonly do: "up";
      readonly stack: number;
      readonly changes: readonly Change[];
      readonly refresh: boolean;
      readonly skipPreview: boolean;
      readonly targets?: readonly ResourceId[];
      readonly replace?: readonly ResourceId[];
      /** Whether what cannot be checked is refused. */
      readonly strict?: boolean;
      readonly between: readonly Edit[];
      readonly trouble: readonly Trouble[];
    }
  /** An `up`; where it stops at conflicts, edits, and an `up` with a line of its message for each cell whose turn is not `none`. */
  | {
      readonly do: "decide";
      readonly stack: number;
      readonly ways: readonly Turn[];
      readonly refresh: boolean;
      readonly between: readonly Edit[];
      readonly trouble: readonly Trouble[];
    };

/** The service and the beginning of a history. */
export interface World {
  readonly personality: string;
  readonly lockLevel: DataTableLockLevel;
  readonly batchSize: number;
  /** Whether the engine works on resources side by side, or one after the other. */
  readonly parallel: boolean;
  /** Whether each table resource takes over the table of its number that was there before, or makes one. */
  readonly adopts: readonly [boolean, boolean];
  /** What others have written into the tables that were there before. */
  readonly filled: readonly Edit[];
  /** The resources of the first stack's first program. */
  readonly present: readonly ResourceId[];
  /** The changes that make that program. */
  readonly program: readonly Change[];
}

export interface StacksHistory {
  readonly world: World;
  readonly steps: readonly Step[];
}

const row = fc.nat(rows.length - 1);
const column = fc.nat(columns.length - 1);
const value = fc.nat(2);
const on = fc.boolean();
const values = fc.constantFrom<ValuesId>("v0", "v0", "v1", "v2");
const table = fc.constantFrom<TableId>("t0", "t0", "t1");
const resource = fc.constantFrom<ResourceId>("t0", "t1", "v0", "v0", "v1", "v2");
const some = fc.uniqueArray(resource, { minLength: 1, maxLength: 3 });
const stack = fc.constantFrom(0, 0, 0, 0, 1);
const kind = <const K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);
const rare = <T>(arbitrary: fc.Arbitrary<T>, weight = 1, against = 5): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: against, arbitrary: fc.constant(undefined) }, { weight, arbitrary });

const edit: fc.Arbitrary<Edit> = fc.record({
  table: fc.nat(tableNames.length - 1),
  row,
  column,
  value: fc.option(value, { freq: 4 }),
});
const edits = fc.array(edit, { minLength: 1, maxLength: 3 });

const set = fc.record({ kind: kind("set"), values, row, column, value });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: set },
  { weight: 3, arbitrary: fc.record({ kind: kind("drop"), values, row, column }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("null"), values, row, column }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("dropRow"), values, row }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("fill"), values, value }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("overwrite"), values, on }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("exclusive", "replaceOnChanges", "deletedWith"), values, on }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("replaceWith"), values, on }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("initial"), values, on: fc.constantFrom(true, true, false) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("point"), values, target: fc.constantFrom(...targets) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("export"), values, from: fc.nat(tableNames.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("allowDelete"), table, on }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("describe"), table, text: value }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("instance"), table, instance: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("trigger"), resource, value }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("deleteFirst", "retain"), resource, on }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("remove", "add"), resource }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("rename"), resource, alias: on }) },
);

const common = anyTrouble(12, edits);
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 2, arbitrary: common.fault },
  { weight: 2, arbitrary: common.edit },
  { weight: 2, arbitrary: common.kill },
  { weight: 2, arbitrary: fc.constant({ kind: "crash" as const }) },
);
const troubles = fc.oneof(
  { weight: 5, arbitrary: fc.constant([] as Trouble[]) },
  { weight: 1, arbitrary: fc.array(trouble, { minLength: 1, maxLength: 1 }) },
);

const up: fc.Arbitrary<Step> = fc.record({
  do: kind("up"),
  stack,
  changes: fc.array(change, { maxLength: 4 }),
  refresh: fc.constantFrom(false, false, true),
  skipPreview: on,
  targets: rare(some),
  replace: rare(some, 1, 3),
  strict: fc.constantFrom(false, false, false, false, false, true),
  between: fc.oneof({ weight: 6, arbitrary: fc.constant([] as readonly Edit[]) }, { weight: 1, arbitrary: edits }),
  trouble: troubles,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: up },
  { weight: 4, arbitrary: fc.record({ do: kind("edit"), edits }) },
  { weight: 1, arbitrary: fc.record({ do: kind("editAll"), table: fc.nat(tableNames.length - 1), value }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: kind("decide"),
      stack,
      ways: fc.array(fc.constantFrom<Turn>("live", "program", "none"), { minLength: 1, maxLength: 3 }),
      refresh: fc.constantFrom(false, false, true),
      between: fc.oneof({ weight: 4, arbitrary: fc.constant([] as readonly Edit[]) }, { weight: 1, arbitrary: edits }),
      trouble: troubles,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: kind("refresh"), stack, previewOnly: fc.constantFrom(false, false, true) }) },
  { weight: 1, arbitrary: fc.record({ do: kind("preview"), stack, refresh: on }) },
  { weight: 2, arbitrary: fc.record({ do: kind("taint"), stack, resource, on: fc.constantFrom(true, true, false) }) },
  { weight: 1, arbitrary: fc.record({ do: kind("renameStack"), stack }) },
  { weight: 1, arbitrary: fc.record({ do: kind("move"), from: fc.constantFrom(0, 0, 1), resources: some }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: kind("destroy"), stack, refresh: on, targets: rare(some, 1, 1), trouble: troubles }),
  },
);

/** Any history of stacks. */
export const stacksHistory: fc.Arbitrary<StacksHistory> = fc.record({
  world: fc.record({
    personality: fc.oneof(
      { weight: 1, arbitrary: fc.constant("documented") },
      { weight: 1, arbitrary: fc.constantFrom(...Object.keys(personalities)) },
    ),
    lockLevel: fc.constantFrom(...lockLevels),
    batchSize: fc.constantFrom(25, 25, 2),
    parallel: on,
    adopts: fc.tuple(on, on),
    filled: fc.array(edit, { maxLength: 6 }),
    present: fc.uniqueArray(fc.constantFrom(...resourceIds), { minLength: 2, maxLength: 5 }),
    program: fc.array(fc.oneof({ weight: 2, arbitrary: set }, { weight: 1, arbitrary: change }), {
      minLength: 1,
      maxLength: 8,
    }),
  }),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
});
