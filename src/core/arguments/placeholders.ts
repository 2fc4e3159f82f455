/** Cells of a table file whose variables have no value yet, on their way through a program: what `getTableFile` answers and `DataTableValues` fills. */
import { fillCell, textsOf, variablesIn, type VariableValues } from "../cells/template";
import type { CellValue, ValueType } from "../model";
import { isRecord } from "../record";

/** A cell with variables. It is no value, so it is never written as it is. */
export interface Placeholder {
  /** The value, with `${name}` where a variable is. */
  readonly template: CellValue;
  /** The type of its column. */
  readonly type: ValueType;
}

/** A cell of a file in which every string is a template: its value, or a placeholder if it uses variables. */
export function placeholderOf(value: CellValue, type: ValueType): CellValue | Placeholder {
  return namesIn(value).length > 0 ? { template: value, type } : fillCell(value, type, new Map());
}

/** Whether a cell is a placeholder. */
export function isPlaceholder(cell: unknown): cell is Placeholder {
  return isRecord(cell) && Object.keys(cell).sort().join() === "template,type";
}

/** The variables that a placeholder uses. */
export function namesIn(template: CellValue): string[] {
  return [...new Set(textsOf(template).flatMap(variablesIn))].filter((name) => name !== undefined);
}

/** The value of a placeholder. */
export function fillPlaceholder({ template, type }: Placeholder, values: VariableValues): CellValue {
  return fillCell(template, type, values);
}
