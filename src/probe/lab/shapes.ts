/** The scratch tables: what each is for, and its columns. */
import type { JsonObject } from "../service/ports";

/** A column without its name. */
type Column = JsonObject & { readonly ValueType: string };

const key: Column = { ValueType: "TEXT", Primary: true };
const text: Column = { ValueType: "TEXT" };

/** Name of a scratch table → its columns, key columns first. A table is made when the first experiment asks for it. */
export const shapes = {
  /** One cell of each type. */
  cells: {
    Store: key,
    Text: text,
    Other: text,
    Number: { ValueType: "NUMBER" },
    Flag: { ValueType: "BOOLEAN" },
    List: { ValueType: "TEXT_LIST" },
  },
  /** Its lock level changes from experiment to experiment. */
  locks: { Store: key, Text: text, Other: text, Third: text },
  /** Never holds a value, so that its columns may change. */
  schema: { Store: key, Text: text, Number: { ValueType: "NUMBER" } },
  /** Its key ignores case. */
  folded: { Store: { ...key, Validation: { IgnoreCase: true } }, Text: text, Other: text },
  /** Its key is a number. */
  numbers: { Id: { ValueType: "NUMBER", Primary: true }, Text: text },
  /** Has a default record only. */
  keyless: { Text: text },
  /** Two key columns. */
  pairs: { Store: key, City: key, Text: text },
  /** Holds many rows. */
  many: { Store: key, Text: text, Other: text },
  /** A few rows, for pages. */
  pages: { Store: key, Text: text },
  /** Its key columns change while it holds rows. */
  rekeyed: { Store: key, Text: text },
  /** Nothing in it; it is only looked for. */
  found: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Column>>>>;

/** A scratch table. */
export type TableName = keyof typeof shapes;

/** Its columns, as the service wants them. */
export function columnsOf(name: TableName): readonly JsonObject[] {
  return Object.entries(shapes[name] as Readonly<Record<string, Column>>).map(([Name, column]) => ({
    Name,
    ...column,
  }));
}

/** The key column that a row's name goes to. */
export function keyColumnOf(name: TableName): string {
  return name === "numbers" ? "Id" : "Store";
}
