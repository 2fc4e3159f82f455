import type { CellAddress, Cells } from "../cells/cell-map";
import type { DeclaredCell, OwnedCell } from "./cells";
import type { Move } from "./moves";
import type { Resolve } from "./resolve";

/** Rows and columns that the program names, those of released and of unknown cells and the key columns included. */
export interface Named {
  readonly rows: Iterable<string>;
  readonly columns: Iterable<string>;
}

/** What a table is to be, and what state says of it. */
export interface TableIntent {
  readonly owned: Cells<OwnedCell>;
  readonly declared: Cells<DeclaredCell>;
  readonly named?: Named;
  /** Cells that are forgotten without a write: declared as `null`, or ignored. */
  readonly isReleased: (cell: CellAddress) => boolean;
  readonly ownership: "declared" | "exclusive";
  readonly onConflict: "fail" | "overwrite";
  /** When the declared values were exported, as an ISO time; absent when they were not. */
  readonly exportedAt?: string;
  readonly moves: readonly Move[];
  /** Columns that got another name: old → new. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Set when recorded cells were left to another writer: they are read with the others, so that it is told whether they still are as they were. */
  readonly hasLeft?: boolean;
  /** Decisions about single conflicts. Default: none. */
  readonly resolve?: Resolve;
  /** Set when the service was seen to keep no empty text. */
  readonly emptyIsAbsent?: boolean;
  /** Cells that the refresh of this very run found changed: they are read, so that drift is told although nothing is to be written. */
  readonly suspects?: readonly CellAddress[];
  /** Set when a new copy of the resource replaces the recorded one: what is declared and missing is created. */
  readonly createsMissing?: boolean;
}
