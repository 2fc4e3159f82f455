/** Who made a table and its values: the owner tag of the table, and what other resources and copies of this run record. */
import type { CellAddress, Cells } from "../../core/cells/cell-map";
import type { OwnedCell } from "../../core/values/cells";
import { isOfSameStack, ownerTagKey, ownerTagValue } from "../../core/schema/owner-tag";
import { ownerOf } from "../host/urn";
import { run } from "../host/run";
import type { OpenedTable } from "./apply";
import { ownedCells, recordsMarks, type ValuesOutputs } from "./state/state";

/** Tells by the owner tag whether a table was created by the stack of this resource. */
export function ownedByStack(urn: string | undefined): (tags: Readonly<Record<string, string>>) => boolean {
  const owner = ownerOf(urn);
  return (tags) => owner !== undefined && isOfSameStack(tags[ownerTagKey], ownerTagValue(owner));
}

/** Tells whether another resource or copy that this run has seen records a cell as created by it. */
export function createdBefore(table: string): (cell: CellAddress) => boolean {
  const copies = run().copiesOn<Partial<ValuesOutputs>>(table).filter(recordsMarks);
  let recorded: readonly Cells<OwnedCell>[] | undefined;
  return (at) => {
    recorded ??= copies.map(ownedCells);
    return recorded.some((cells) => {
      const cell = cells.get(at);
      return cell !== undefined && cell.found !== true;
    });
  };
}

/**
 * The recorded cells with their origin told: where state does not tell, those in a table that this stack did not make were there first, unless
 * another resource or copy has created them. Whose values they are stays uncertain.
 */
export async function withOrigin(
  cells: Cells<OwnedCell>,
  opened: OpenedTable,
  urn: string | undefined,
): Promise<Cells<OwnedCell>> {
  const isUncertain = [...cells].some(({ uncertain }) => uncertain);
  if (!isUncertain) return cells;
  const { tags } = await opened.gateway.describeTable();
  if (ownedByStack(urn)(tags)) return cells;
  const wasOurs = createdBefore(opened.table);
  return cells.map((cell) => (cell.uncertain && !wasOurs(cell) ? { ...cell, found: true } : cell));
}
