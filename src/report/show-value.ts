import type { CellAddress } from "../core/cell-map";
import type { ValueType } from "../core/model";

/** Tells whether the value of a cell must never be shown. */
export type Redact = (cell: CellAddress) => boolean;

/** A stored text as a person reads it: quoted when it is text, `[secret]` when it must not be shown, shortened when it is long. */
export function showValue(text: string, cell: CellAddress & { readonly valueType: ValueType }, redact: Redact): string {
  if (redact(cell)) return "[secret]";
  const short = [...text].length > 80 ? `${[...text].slice(0, 79).join("")}…` : text;
  return cell.valueType === "TEXT" ? JSON.stringify(short) : short;
}
