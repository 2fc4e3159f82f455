/**
 * Whether single items make the service fail, or the service fails whatever it is sent. After an item that was refused alone, others from
 * all over the queue are tried alone; when they are refused too and none went through in between, nothing more is worth sending.
 */
import { cellKey, type CellAddress, type CellKey } from "../cells/cell-map";
import type { Change } from "../values/plan";

type Item = CellAddress & Pick<Change, "kind">;

/** Items refused alone in a row after which the service itself is at fault. */
const enough = 4;

/** Where in the queue the items to try are: far apart, and not where a table's odd rows usually are, at its ends. */
const places = [0.87, 0.62, 0.31] as const;

/** The item at a place of its own among these; `tried`: how many were chosen before. */
export function farItem<T>(items: readonly T[], tried: number): T | undefined {
  return items[Math.floor(items.length * (places[tried % places.length] ?? 0))];
}

/** The items refused alone in a row, by verb. */
export class Outage {
  private readonly refused = new Map<Change["kind"], number>();
  /** The item that is being tried: it may take several rounds. */
  private asked?: CellKey;

  /** Whether an item of this verb was refused alone, and none went through since. */
  isSuspected({ kind }: Item): boolean {
    return this.refused.has(kind);
  }

  /** An item was refused alone. Answers whether that is enough. */
  failed({ kind }: Item): boolean {
    this.asked = undefined;
    const count = (this.refused.get(kind) ?? 0) + 1;
    this.refused.set(kind, count);
    return count >= enough;
  }

  /** The service has answered a request of this verb. */
  worked({ kind }: Item): void {
    this.refused.delete(kind);
  }

  /** The item to send alone next; `undefined` when there is nothing to learn. */
  probe<T extends Item>(queue: readonly T[]): T | undefined {
    for (const [kind, count] of this.refused) {
      const items = queue.filter((item) => item.kind === kind);
      const item = items.find((one) => cellKey(one) === this.asked) ?? farItem(items, count - 1);
      if (!item) continue;
      this.asked = cellKey(item);
      return item;
    }
    return undefined;
  }
}
