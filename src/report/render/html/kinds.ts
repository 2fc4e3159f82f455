import type { Kind } from "../../../grid/kinds";
import type { CellChange, TableReport, Totals } from "../../report";

/** How each kind of change of a cell is shown. */
export const changeKinds = {
  create: "created",
  update: "updated",
  delete: "deleted",
  release: "released",
} as const satisfies Readonly<Record<CellChange["kind"], Kind>>;

/** How each total is named, and the kind of its cells or rows in the grid; settings are listed beside it. */
export const totalKinds: Readonly<
  Record<keyof Totals, { readonly kind?: Kind; readonly one: string; readonly many: string }>
> = {
  create: { kind: "created", one: "value created", many: "values created" },
  update: { kind: "updated", one: "value updated", many: "values updated" },
  delete: { kind: "deleted", one: "value deleted", many: "values deleted" },
  release: { kind: "released", one: "value released", many: "values released" },
  takeOver: { kind: "taken-over", one: "value taken over", many: "values taken over" },
  rename: { one: "column renamed", many: "columns renamed" },
  move: { kind: "renamed", one: "row renamed", many: "rows renamed" },
  settings: { one: "setting changed", many: "settings changed" },
  conflicts: { kind: "conflict", one: "conflict", many: "conflicts" },
  drift: { kind: "edited", one: "value edited by others", many: "values edited by others" },
  unchanged: { one: "value unchanged", many: "values unchanged" },
};

/** What becomes of a table as a whole. */
export const operationTexts: Readonly<Record<TableReport["operation"], string>> = {
  create: "The table or its values are created.",
  update: "",
  delete: "The table or its values are deleted.",
  replace: "The table or its values are replaced: deleted and created again.",
  release: "The table is released: forgotten here, and left in the instance.",
};
