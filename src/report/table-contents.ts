/** What a `DataTable` says of the values in its table. It knows no sensitive columns, so its lists have row, column and time, never a value. */
import { cellKey, compareCells } from "../core/cells/cell-map";
import type { LiveCell } from "../core/model";
import type { Problem } from "../core/problem";
import { cellLabel } from "../core/cells/row-key";
import { firstLines, visible } from "../core/text";
import type { Listing, Tense } from "./listings";

/** Lines of a refusal; the rest is counted. */
const shown = 20;

/** Why a table is not deleted: values are left in it that no resource of the stack has removed as its own. */
export function notEmpty(table: { readonly name: string }, dataTableId: string, cells: readonly LiveCell[]): Problem {
  const count = cells.length === 1 ? "1 value" : `${cells.length} values`;
  const hints = [
    "To resolve this:",
    "  - delete the table with everything in it: set `allowDelete: true`, run `pulumi up`, then the same command again,",
    "  - or keep the table and only forget it: `retainOnDelete: true` and `pulumi up`, or `pulumi state delete`,",
    "  - or, if the values are this program's own (a `deletedWith` in state skips their delete, and `pulumi destroy` does not run the program): run `pulumi up` once, then the same command again.",
  ];
  return {
    code: "TABLE_NOT_EMPTY",
    severity: "error",
    message: [
      `table "${table.name}" (${dataTableId}) is not deleted: it holds ${count} that state does not record as ours.`,
      ...firstLines([...cells].sort(compareCells), shown, (cell) => `  ${lineOf(cell)}`),
    ].join("\n"),
    hint: hints.join("\n"),
  };
}

/** The values that go, or went, with a table or a column. */
export function valuesThatGo(cells: readonly LiveCell[], reason: string, tense: Tense): Listing {
  const [was, were] = tense === "past" ? ["was", "were"] : ["will be", "will be"];
  return {
    code: "REPLACED",
    one: `value ${was} removed ${reason}`,
    many: `values ${were} removed ${reason}`,
    lines: [...cells].sort(compareCells).map((cell) => ({ key: `went ${cellKey(cell)}`, text: lineOf(cell) })),
  };
}

/** The values that go, or went, with columns that are removed: a listing for each column. */
export function valuesOfColumns(cells: readonly LiveCell[], tense: Tense): Listing[] {
  const columns = [...new Set(cells.map(({ attribute }) => attribute))];
  return columns.map((name) => {
    const own = cells.filter(({ attribute }) => attribute === name);
    return valuesThatGo(own, `with column "${visible(name)}" (allowAttributeRemoval)`, tense);
  });
}

function lineOf(cell: LiveCell): string {
  return `${cellLabel(cell)}${cell.lastModifiedTime === undefined ? "" : `, last modified ${cell.lastModifiedTime}`}`;
}
