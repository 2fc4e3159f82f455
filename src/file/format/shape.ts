/**
 * What may stand at one place of a table file. The reader (`read-shape.ts`) and the JSON Schema (`json-schema.ts`) are both made from
 * this description, so an editor and the command line cannot disagree.
 */
export type Shape =
  | TextShape
  | NumberShape
  | BooleanShape
  | FalseShape
  | NullShape
  | ListShape
  | MapShape
  | RecordShape
  | EitherShape
  | CellsShape
  | RowsShape;

interface Described {
  /** Shown by editors. */
  readonly description?: string;
  /** What holds when the setting is absent; shown by editors, applied by the loader. */
  readonly default?: string | number | boolean;
}

/** A text, or one of a few words. */
export interface TextShape extends Described {
  readonly kind: "text";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly values?: readonly string[];
  /** A rule for the characters, and how it is explained. The rule is a regular expression with the flag `u`. */
  readonly rule?: { readonly pattern: string; readonly says: string };
  /** The name of a table or of a column: its problems are `INVALID_NAME`. */
  readonly isName?: boolean;
  /** Numbers and booleans are taken as they are written, without a word: the value is text by its nature. */
  readonly loose?: boolean;
}

/** A number. */
export interface NumberShape extends Described {
  readonly kind: "number";
  readonly integer?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly above?: number;
}

/** `true` or `false`. */
interface BooleanShape extends Described {
  readonly kind: "boolean";
}

/** `false` alone: a thing that can be switched off. */
interface FalseShape extends Described {
  readonly kind: "false";
}

/** `null` alone: a thing that is released. */
interface NullShape extends Described {
  readonly kind: "null";
}

/** A list. */
export interface ListShape extends Described {
  readonly kind: "list";
  readonly items: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A mapping whose keys the user chooses. */
export interface MapShape extends Described {
  readonly kind: "map";
  readonly key: TextShape;
  readonly value: Shape;
  readonly minEntries?: number;
  readonly maxEntries?: number;
}

/** A mapping with known keys; any other key is a mistake. */
export interface RecordShape extends Described {
  readonly kind: "record";
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** Settings that the format knew once: what to say of each, given what it is set to. */
  readonly replaced?: Readonly<Record<string, (text: string) => { readonly message: string; readonly hint: string }>>;
}

/** One of two forms, told apart by whether a scalar, a list or a mapping stands there. */
interface EitherShape extends Described {
  readonly kind: "either";
  readonly options: readonly Shape[];
}

/** The cells of one row: column → value. Read when the columns are known, because the type of a value is its column's. */
interface CellsShape extends Described {
  readonly kind: "cells";
}

/** A list of rows. */
interface RowsShape extends Described {
  readonly kind: "rows";
}
