/** What state says, in the judge's terms. */
import { nameOf, type StackEntry } from "../../helpers/stack";
import type { Declared } from "../alphabet";
import { meaning, textOf, type Storing } from "../meaning";
import { cellOf } from "./bench";
import { columns, rows } from "./history";

/** The table of a resource in state. */
export function tableOf({ outputs, id }: StackEntry): string {
  return typeof outputs.dataTableId === "string" ? outputs.dataTableId : (id.split("/").pop() ?? "");
}

/** The values that a resource in state records, by cell; `null` where it releases the cell. */
export function recordedCells(entry: StackEntry): Map<string, string | null> {
  const recorded = new Map<string, string | null>();
  if (entry.type !== "DataTableValues") return recorded;
  const { rows: table = {}, defaults } = entry.outputs as {
    rows?: Record<string, Record<string, Declared | null>>;
    defaults?: Record<string, Declared | null>;
  };
  for (const [rowKey, cells] of [...Object.entries(table), ["\\default", defaults ?? {}] as const]) {
    const row = rows.findIndex((each) => (each ?? "\\default") === rowKey);
    for (const [name, value] of Object.entries(cells)) {
      const column = columns.findIndex((each) => each.name === name);
      recorded.set(cellOf(tableOf(entry), row, column), value === null ? null : textOf(value));
    }
  }
  return recorded;
}

/** The values that any resource of a state records, by cell; old copies count. */
export function allRecorded(entries: readonly StackEntry[]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const entry of entries) {
    for (const [cell, text] of recordedCells(entry)) if (text !== null) all.set(cell, [...(all.get(cell) ?? []), text]);
  }
  return all;
}

/** Whether two texts of a cell mean the same. */
export function isSame(cell: string, a: string | undefined, b: string | undefined, service: Storing): boolean {
  const column = columns[Number(cell.split(" ")[2])]?.name ?? "";
  const mean = (text: string | undefined) => (text === undefined ? undefined : meaning(column, text, service));
  return mean(a) === mean(b);
}

/** How the package names a cell to a person. */
export function labelOf(cell: string): string {
  const [, row, column] = cell.split(" ").map(Number);
  return `row "${rows[row ?? 0] ?? "(default record)"}", column "${columns[column ?? 0]?.name}"`;
}

/** The names of the resources of a table, and those of the table itself. */
export function namesOn(entries: readonly StackEntry[], table: string): Set<string> {
  return new Set(entries.filter((entry) => tableOf(entry) === table).flatMap(namesOf));
}

/** The name of a resource, and the one that the provider recorded: a rename that changes nothing else leaves it. */
export function namesOf({ urn, outputs }: Pick<StackEntry, "urn" | "outputs">): string[] {
  return [nameOf(urn), ...(typeof outputs.__urn === "string" ? [nameOf(outputs.__urn)] : [])];
}
