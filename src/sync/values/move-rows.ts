import type { Cells } from "../../core/cells/cell-map";
import type { LiveCell, LockVersion, PrimaryValues } from "../../core/model";
import type { Move } from "../../core/values/moves";
import { parseRowKey, rowLabel } from "../../core/cells/row-key";
import type { TableGateway } from "../ports";
import { isServiceError, ServiceError } from "../service-error";

/** The moves that were made, in order, and what stopped the others. */
export interface Moved {
  readonly made: readonly Move[];
  readonly error?: Error;
}

/** Makes the moves one by one, in the given order, each with the lock version of a cell of its row. Never rejects. */
export async function moveRows(
  gateway: TableGateway,
  moves: readonly Move[],
  options: {
    readonly live: Cells<LiveCell>;
    readonly primaryAttributes: readonly string[];
    /** Rejects when no one waits for the result any more; asked before every request. */
    readonly assertAlive: () => Promise<void>;
  },
): Promise<Moved> {
  const made: Move[] = [];
  for (const move of moves) {
    const [cell] = options.live.row(move.from);
    const target = parseRowKey(move.to, options.primaryAttributes);
    if (!cell || !target) continue;
    try {
      await options.assertAlive();
      await moveRow(gateway, cell, target);
      made.push(move);
    } catch (error) {
      return { made, error: named(error, move) };
    }
  }
  return { made };
}

/** Tries of one move: reads may lag behind the move before it, and someone may write the row meanwhile. */
const tries = 4;

/** Errors after which the move may have been made all the same, or may be made with another lock version: the rows themselves tell. */
const unclear = new Set(["conflict", "lost", "server", "not-found", "invalid"]);

async function moveRow(gateway: TableGateway, cell: LiveCell, to: PrimaryValues): Promise<void> {
  let version = Object.keys(cell.lockVersion).length > 0 ? cell.lockVersion : await versionOf(gateway, cell);
  for (let left = tries; ; left--) {
    try {
      await gateway.updatePrimaryValues(cell.primaryValues, to, version ?? cell.lockVersion);
      return;
    } catch (error) {
      if (!isServiceError(error) || !unclear.has(error.kind)) throw error;
      const live = await versionOf(gateway, cell);
      if (!live && (await versionOf(gateway, { ...cell, primaryValues: to }))) return;
      if (left === 1 || (error.kind === "invalid" && live && same(live, version))) throw error;
      version = live ?? version;
    }
  }
}

/** The lock version of a cell, `undefined` where it is not live. */
async function versionOf(gateway: TableGateway, cell: LiveCell): Promise<LockVersion | undefined> {
  const [live] = await gateway.describeValues([cell]);
  return live?.lockVersion;
}

function same(a: LockVersion, b: LockVersion | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function named(error: unknown, { from, to }: Move): Error {
  if (!isServiceError(error)) return error instanceof Error ? error : new Error(String(error));
  // A row whose last value was deleted may keep its key; no values of it are listed, and nothing but the admin website removes it.
  const hint = ["invalid", "conflict"].includes(error.kind)
    ? ` If row "${rowLabel(to)}" exists without any values, delete it in the admin website, or remove the move from \`moved\`: the values are then created in that row.`
    : "";
  const message = `row "${rowLabel(from)}" was not moved to "${rowLabel(to)}": ${error.message}${hint}`;
  return new ServiceError(error.kind, error.operation, message, error.details);
}
