/** The cells of a plan: as a program declares them and as state records them, each with its value in the program's spelling and as the service's text. */
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

/** The value of a cell as the service stores it. */
export interface CellText {
  readonly valueType: ValueType;
  readonly text: string;
}

/** One cell that the program declares, with the service's text. */
export type DesiredCell = DeclaredCell & CellText;

/** One cell that state records, with the service's text. */
export type RecordedCell = OwnedCell & CellText;

/** A declared cell with its value as the service would store it. A column that the table does not have counts as its value looks. */
export function desiredCell(cell: DeclaredCell, attributes: Attributes): DesiredCell {
  const { rowKey, attribute, primaryValues, value, initial } = cell;
  const valueType = attributes.get(attribute)?.valueType ?? typeOf(value);
  return { rowKey, attribute, primaryValues, value, valueType, text: encodeValue(value, valueType), initial };
}

/** The same of a recorded cell. Each member is named, because a spread of a table's cells costs more than the rest of a plan. */
export function recordedCell(cell: OwnedCell, attributes: Attributes): RecordedCell {
  const { rowKey, attribute, primaryValues, value, lockVersion, found, taken, uncertain, initial, left } = cell;
  const valueType = attributes.get(attribute)?.valueType ?? typeOf(value);
  const text = encodeValue(value, valueType);
  const origin = { found, taken, uncertain, left };
  return { rowKey, attribute, primaryValues, value, valueType, text, lockVersion, initial, ...origin };
}

/** Whether two values of one cell mean the same. Where the column is not known, `12` and `"12.0"` may. */
export function sameMeaning(one: CellText, other: CellText): boolean {
  if (one.valueType === other.valueType) return sameValue(one.text, other.text, one.valueType);
  const types = [one.valueType, other.valueType];
  if (types.includes("NUMBER")) return sameDecimal(one.text, other.text);
  return types.every((type) => type.endsWith("_LIST")) && sameValue(one.text, other.text, "NUMBER_LIST");
}

/** The column type that a value most likely belongs to, for a table that is not known yet. */
export function typeOf(value: CellValue): ValueType {
  if (Array.isArray(value))
    return value.every((item) => typeof item === "number") && value.length > 0 ? "NUMBER_LIST" : "TEXT_LIST";
  if (typeof value === "number") return "NUMBER";
  return typeof value === "boolean" ? "BOOLEAN" : "TEXT";
}
