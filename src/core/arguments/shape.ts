import type { ProblemCode } from "../problem";

/**
 * What one argument of a program, or one setting of a table file, may be. The validator (`check-shape.ts`) and the JSON Schema
 * (`json-schema.ts`) are both made from this description, so a program, a file and an editor cannot disagree.
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
  /** The code of what is wrong inside it. Default: that of the shape around it, or else `INVALID_SETTING` and its kin. */
  readonly code?: ProblemCode;
  /** What to do where a required one is missing, if that is more than to add it. */
  readonly whenMissing?: string;
}

/** A string, or one of a few words. */
export interface TextShape extends Described {
  readonly kind: "text";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly values?: readonly string[];
  /** A rule for the characters, and how it is explained. The rule is a regular expression with the flag `u`. */
  readonly rule?: { readonly pattern: string; readonly says: string };
  /** In a file numbers and booleans are taken as they are written, without a word: the value is text by its nature. */
  readonly loose?: boolean;
  /** The value of a key column: a program may give a number or a boolean. */
  readonly isKey?: boolean;
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
  /** No text may appear in it twice. */
  readonly unique?: boolean;
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
  /** Settings that were known once: what to say of each, given all that stands there. */
  readonly replaced?: Readonly<
    Record<string, (given: Readonly<Record<string, unknown>>) => { readonly message: string; readonly hint: string }>
  >;
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
