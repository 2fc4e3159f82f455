/** Histories: what may happen to one table, as plain data that fast-check makes and makes smaller. */
import fc from "fast-check";
import type { DataTableLockLevel } from "@aws-sdk/client-connect";
import { personalities } from "../../src/simulator";
import { columns, defaultRow, rows } from "./alphabet";
import type { Turn } from "./decisions";
import { anyTrouble, type CommonTrouble } from "./trouble";

/** One write by somebody else; `value` is an index into the column's foreign texts, null removes. */
export interface ForeignEdit {
  readonly row: number;
  readonly column: number;
  readonly value: number | null;
}

/** One change of the program. */
export type Change =
  | { readonly kind: "set"; readonly row: number; readonly column: number; readonly value: number }
  | { readonly kind: "null" | "drop"; readonly row: number; readonly column: number }
  | { readonly kind: "dropRow"; readonly row: number }
  | { readonly kind: "move"; readonly row: number; readonly to: number }
  | { readonly kind: "fill"; readonly value: number }
  | { readonly kind: "ownership"; readonly exclusive: boolean }
  | { readonly kind: "onConflict"; readonly overwrite: boolean }
  | { readonly kind: "ignore"; readonly ignore: 0 | 1 | 2 }
  | { readonly kind: "initial"; readonly initial: 0 | 1 | 2 };

/** What goes wrong with a command. `discard`: the engine dies after its last request, before it saves. */
export type Trouble = CommonTrouble<ForeignEdit> | { readonly kind: "discard" };

/** One step. `between`: edits between the preview process and the update process. */
export type Step =
  | { readonly do: "edit"; readonly edits: readonly ForeignEdit[] }
  | { readonly do: "refresh"; readonly previewOnly: boolean }
  /** Somebody gives the table another lock level. */
  | { readonly do: "level"; readonly lockLevel: DataTableLockLevel }
  | { readonly do: "destroy"; readonly trouble: readonly Trouble[] }
  /** An `up`, and if it stops at conflicts, another one with decisions about some of them; `ways`: those of the cells in their order, over and over. */
  | {
      readonly do: "decide";
      readonly ways: readonly Turn[];
      readonly refresh: boolean;
      readonly between: readonly ForeignEdit[];
      readonly trouble: readonly Trouble[];
    }
  | {
      readonly do: "up";
      readonly changes: readonly Change[];
      readonly refresh: boolean;
      readonly skipPreview: boolean;
      /** Whether what cannot be checked is an error. */
      readonly strict?: boolean;
      readonly between: readonly ForeignEdit[];
      readonly trouble: readonly Trouble[];
    };

/** The service that a history is played against. */
export interface World {
  readonly personality: string;
  readonly lockLevel: DataTableLockLevel;
  readonly batchSize: number;
  /** Set when the key column ignores case; then others write keys in small letters. */
  readonly ignoreCase?: boolean;
  readonly start: readonly ForeignEdit[];
}

export interface History {
  readonly world: World;
  readonly steps: readonly Step[];
}

export const lockLevels = ["VALUE", "NONE", "ATTRIBUTE", "PRIMARY_VALUE", "DATA_TABLE"] as const;

const column = fc.nat(columns.length - 1);
const ownRow = fc.nat(defaultRow);
const keyedRow = fc.nat(defaultRow - 1);
const anyRow = fc.nat(rows.length - 1);

const foreignEdit: fc.Arbitrary<ForeignEdit> = fc.record({
  row: anyRow,
  column,
  value: fc.option(fc.nat(3), { freq: 4 }),
});
const edits = fc.array(foreignEdit, { minLength: 1, maxLength: 3 });

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("set" as const), row: ownRow, column, value: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("drop" as const), row: ownRow, column }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("null" as const), row: ownRow, column }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("dropRow" as const), row: ownRow }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("move" as const), row: keyedRow, to: keyedRow }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fill" as const), value: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("ownership" as const), exclusive: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("onConflict" as const), overwrite: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("ignore" as const), ignore: fc.constantFrom(0, 1, 2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("initial" as const), initial: fc.constantFrom(0, 1, 2) }) },
);

const common = anyTrouble(8, edits);
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 4, arbitrary: common.fault },
  { weight: 3, arbitrary: common.edit },
  { weight: 2, arbitrary: common.kill },
  { weight: 1, arbitrary: fc.constant({ kind: "discard" as const }) },
);
const troubles = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.array(trouble, { minLength: 1, maxLength: 2 }) },
);

const between = fc.oneof(
  { weight: 5, arbitrary: fc.constant([] as readonly ForeignEdit[]) },
  { weight: 1, arbitrary: edits },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("up" as const),
      changes: fc.array(change, { maxLength: 5 }),
      refresh: fc.boolean(),
      skipPreview: fc.boolean(),
      strict: fc.boolean(),
      between,
      trouble: troubles,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("decide" as const),
      ways: fc.array(fc.constantFrom<Turn>("live", "program", "none"), {
        minLength: 1,
        maxLength: 4,
      }),
      refresh: fc.boolean(),
      between,
      trouble: troubles,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), edits }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("refresh" as const), previewOnly: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy" as const), trouble: troubles }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("level" as const), lockLevel: fc.constantFrom(...lockLevels) }) },
);

/** Any history. */
export const history: fc.Arbitrary<History> = fc.record({
  world: fc.record({
    personality: fc.constantFrom(...Object.keys(personalities)),
    lockLevel: fc.constantFrom(...lockLevels),
    batchSize: fc.constantFrom(25, 4, 2, 1),
    ignoreCase: fc.constantFrom(false, false, true),
    start: fc.array(foreignEdit, { maxLength: 4 }),
  }),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
});
