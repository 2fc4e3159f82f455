import type { Attribute, Attributes } from "../../core/model";
import type { ColumnDeclaration } from "../../core/schema/declaration";
import type { Disclosure } from "./disclosure";
import { toSettings } from "../../core/schema/same-settings";

/** The columns of a file, as the readers of rows need them. */
export interface FileColumns {
  /** The columns that were understood. */
  readonly attributes: Attributes;
  /** The names of all columns, those with a mistake included: their values are passed over, not called unknown. */
  readonly names: ReadonlySet<string>;
  /** The key columns, in the order of the file. */
  readonly keys: readonly string[];
  /** Whether it is known of each column if it is a key. */
  readonly keysAreKnown: boolean;
  /** What of the file may be shown. */
  readonly disclosure: Disclosure;
}

/** A column as a file writes it: its type alone, its settings, or `null` for a column that is released. */
export type WrittenColumn = ColumnDeclaration["type"] | Partial<ColumnDeclaration> | null;

/** The declaration of each column that has a type. */
export function declareColumns(
  written: Readonly<Record<string, WrittenColumn>>,
): Record<string, ColumnDeclaration | null> {
  const declared = Object.entries(written).map(([name, column]): [string, ColumnDeclaration | null | undefined] => [
    name,
    typeof column === "string" ? { type: column } : column === null || hasType(column) ? column : undefined,
  ]);
  return Object.fromEntries(
    declared.filter((entry): entry is [string, ColumnDeclaration | null] => entry[1] !== undefined),
  );
}

/** What is known of the columns of a file. */
interface ColumnFacts {
  readonly names: readonly string[];
  readonly declared: Readonly<Record<string, ColumnDeclaration | null>>;
  readonly keys: readonly string[];
  readonly keysAreKnown: boolean;
  readonly disclosure: Disclosure;
}

/** The same, as the readers of rows look it up. */
export function fileColumns({ names, declared, ...facts }: ColumnFacts): FileColumns {
  const attributes = new Map<string, Attribute>();
  for (const [name, column] of Object.entries(declared)) if (column) attributes.set(name, toSettings(name, column));
  return { ...facts, attributes, names: new Set(names) };
}

/** Whether a column is written as a key, be the rest of it right or wrong. */
export function isKey(column: WrittenColumn | undefined): boolean {
  return typeof column === "object" && column !== null && column.primary === true;
}

function hasType(column: Partial<ColumnDeclaration>): column is ColumnDeclaration {
  return column.type !== undefined;
}
