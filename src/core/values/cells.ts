/** The cells of a plan, as a program declares them and as state records them; and the text that the service has for their values. */
import type { CellAddress } from "../cells/cell-map";
import { encodeValue, sameValue } from "../cells/cell-value";
import { sameDecimal } from "../decimal";
import type { Attributes, CellValue, LockVersion, PrimaryValues, ValueType } from "../model";

/** One cell as a program or state has it: the value in its declared spelling. */
export interface DeclaredCell extends CellAddress {
  readonly primaryValues: PrimaryValues;
  readonly value: CellValue;
  /** The column is `initial`: the value is written where there is none, and afterwards others own the cell. */
  readonly initial?: boolean;
}

/** Another writer's value, as it was when a run left it: its text, or nothing where the cell was empty. */
export interface LeftValue {
  /** The service's text; absent where there was no value. */
  readonly text?: string;
  /** Set where the text must not be kept: the recorded lock version stands for it. */
  readonly byLock?: true;
}

/** What state remembers of how a recorded cell came to be recorded. */
export interface CellOrigin {
  /** The cell was live when it was first recorded, in a table that this stack did not make: it stays when the resource goes. */
  readonly found?: boolean;
  /** A refresh took the recorded value from another writer: whoever replaces or removes it lists it. */
  readonly taken?: boolean;
  /** Neither of the two is known: of the copy that recorded the cell only its inputs are. */
  readonly uncertain?: boolean;
  /** What is live is another writer's and stays, although the program says otherwise: what it was. Dropping the cell leaves it too. */
  readonly left?: LeftValue;
}

/** One cell that state records as ours. */
export interface OwnedCell extends DeclaredCell, CellOrigin {
  readonly lockVersion: LockVersion;
}

type Valued = Pick<DeclaredCell, "attribute" | "value">;

/** The type of a cell's column. A column that is not known counts as the cell's value looks. */
export function columnTypeOf({ attribute, value }: Valued, attributes: Attributes): ValueType {
  return attributes.get(attribute)?.valueType ?? typeOf(value);
}

/** The value of a cell as the service would store it. */
export function textOf(cell: Valued, attributes: Attributes): string {
  return encodeValue(cell.value, columnTypeOf(cell, attributes));
}

/** Whether two values of one cell mean the same. Where the column is not known, `12` and `"12.0"` may. */
export function sameMeaning(one: Valued, other: Valued, attributes: Attributes): boolean {
  if (one.value === other.value) return true;
  const types = [columnTypeOf(one, attributes), columnTypeOf(other, attributes)] as const;
  const [a, b] = [encodeValue(one.value, types[0]), encodeValue(other.value, types[1])];
  if (types[0] === types[1]) return sameValue(a, b, types[0]);
  if (types.includes("NUMBER")) return sameDecimal(a, b);
  return types.every((type) => type.endsWith("_LIST")) && sameValue(a, b, "NUMBER_LIST");
}

/** The column type that a value most likely belongs to, for a table that is not known yet. */
export function typeOf(value: CellValue): ValueType {
  if (Array.isArray(value))
    return value.every((item) => typeof item === "number") && value.length > 0 ? "NUMBER_LIST" : "TEXT_LIST";
  if (typeof value === "number") return "NUMBER";
  return typeof value === "boolean" ? "BOOLEAN" : "TEXT";
}
