import type { CellMap } from "../core/cell-map";
import type { LiveCell, LockVersion } from "../core/model";
import type { Move } from "../core/moves";
import { parseRowKey } from "../core/row-key";
import type { TableGateway } from "./gateway";
import { isServiceError } from "./service-error";

/** Makes the moves one by one, in the given order, each with the lock version of a cell of its row; a missing or stale one is read again. */
export async function moveRows(
  gateway: TableGateway,
  moves: readonly Move[],
  options: { readonly live: CellMap<LiveCell>; readonly primaryAttributes: readonly string[] },
): Promise<void> {
  const sample = new Map([...options.live.values()].map((cell) => [cell.rowKey, cell]));
  for (const { from, to } of moves) {
    const cell = sample.get(from);
    const target = parseRowKey(to, options.primaryAttributes);
    if (cell && target) await moveRow(gateway, cell, target);
  }
}

/** Tries of one move: reads may lag behind the move before it, and somebody may write the row meanwhile. */
const tries = 3;

async function moveRow(gateway: TableGateway, cell: LiveCell, to: LiveCell["primaryValues"]): Promise<void> {
  let version = Object.keys(cell.lockVersion).length > 0 ? cell.lockVersion : await currentVersion(gateway, cell);
  for (let left = tries; ; left--) {
    try {
      await gateway.updatePrimaryValues(cell.primaryValues, to, version);
      return;
    } catch (error) {
      if (left === 1 || !isServiceError(error, "conflict")) throw error;
      version = await currentVersion(gateway, cell);
    }
  }
}

async function currentVersion(gateway: TableGateway, cell: LiveCell): Promise<LockVersion> {
  const [live] = await gateway.describeValues([cell]);
  return live?.lockVersion ?? cell.lockVersion;
}
