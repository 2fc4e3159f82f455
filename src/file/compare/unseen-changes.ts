import { cellKey, type CellKey } from "../../core/cells/cell-map";
import { consentTime } from "../../core/values/exported";
import type { LiveCell } from "../../core/model";
import type { Change } from "../../core/values/plan";
import { renameCells } from "../../core/values/renames";
import { rowKey } from "../../core/cells/row-key";
import type { TableFile } from "../format/table-file";

/** A live table, as far as an export's consent goes by it. */
export interface SeenTable {
  readonly instanceId: string;
  readonly dataTableId: string;
  readonly cells: readonly LiveCell[];
}

/**
 * What to say of the changes that a first `pulumi up` of an exported file refuses, because the export has not seen the live value: it read
 * another table, or the value was modified later. `undefined`: there are none, or the file is not an export.
 */
export function unseenChanges(file: TableFile, changes: readonly Change[], table: SeenTable): string | undefined {
  const { exported, onConflict } = file.values;
  if (!exported || onConflict === "overwrite") return undefined;
  const seenUntil = consentTime(exported, table);
  const live = renameCells(table.cells, file.values.renamed ?? {}, Object.keys(file.table.attributes));
  const times = new Map(live.map((cell): [CellKey, string | undefined] => [liveKey(cell), cell.lastModifiedTime]));
  const unseen = changes.filter((change) => {
    if (change.kind !== "update") return false;
    const modified = times.get(liveKey(change));
    return seenUntil === undefined || modified === undefined || Date.parse(modified) > Date.parse(seenUntil);
  });
  if (unseen.length === 0) return undefined;
  const values =
    unseen.length === 1 ? "1 live value that differs was" : `${unseen.length} live values that differ were`;
  const reason =
    seenUntil === undefined
      ? `not exported: \`exported.from\` names another table, ${exported.from}`
      : `modified after the export (\`exported.at\`: ${exported.at})`;
  return `${values} ${reason}. Where state does not record them, \`pulumi up\` stops there with a CONFLICT.`;
}

function liveKey({ primaryValues, attribute }: Pick<LiveCell, "primaryValues" | "attribute">): CellKey {
  return cellKey({ rowKey: rowKey(primaryValues), attribute });
}
