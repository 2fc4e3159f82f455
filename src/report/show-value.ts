import type { CellAddress } from "../core/cells/cell-map";
import type { ValueType } from "../core/model";
import { visible } from "../core/text";

/** Tells whether the value of a cell must never be shown. */
export type Redact = (cell: CellAddress) => boolean;

/** A stored string as a person reads it: quoted where it is text, `[secret]` where it must not be shown, shortened unless `whole`. */
export function showValue(
  text: string,
  cell: CellAddress & { readonly valueType: ValueType },
  redact: Redact,
  { whole = false }: { readonly whole?: boolean } = {},
): string {
  if (redact(cell)) return "[secret]";
  const short = !whole && [...text].length > 80 ? `${[...text].slice(0, 79).join("")}…` : text;
  return cell.valueType === "TEXT" ? JSON.stringify(short) : visible(short);
}
