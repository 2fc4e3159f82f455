/**
 * What items that were refused alone teach: what the service forbids (`Denials`), and whether it is the service that fails, whatever it is
 * sent (`Outage`). Both learn more from single items that have as little as possible in common with those refused before.
 */
import { cellKey, type CellAddress, type CellKey } from "../cells/cell-map";
import { rowLabel } from "../cells/row-key";
import type { Change } from "../values/plan";

type Item = CellAddress & Pick<Change, "kind">;

/** Refused items, without one success, after which a verb, a column or a row is taken to be forbidden. */
const enoughDenied = 3;

interface Scope {
  readonly label: string;
  readonly holds: (item: Item) => boolean;
  denied: number;
  allowed: boolean;
}

/**
 * What the service forbids. One forbidden item refuses its whole request, so it is found by halving; then it is asked, with single items,
 * whether its verb, its column or its row is forbidden as a whole.
 */
export class Denials {
  private readonly scopes = new Map<string, Scope>();
  private readonly successes = new Set<string>();

  /** Takes note of an item that was refused alone. Answers what is forbidden as a whole since then, with the items that it concerns. */
  deny(item: Item): { readonly label: string; readonly holds: (item: Item) => boolean } | undefined {
    for (const { key, label, holds } of scopesOf(item)) {
      const scope = this.scopes.get(key) ?? { label, holds, denied: 0, allowed: this.successes.has(key) };
      scope.denied++;
      this.scopes.set(key, scope);
    }
    return scopesOf(item)
      .map(({ key }) => this.scopes.get(key))
      .find((scope) => scope && !scope.allowed && scope.denied >= enoughDenied);
  }

  /** Takes note of an item that went through: neither its verb nor its column nor its row is forbidden as a whole. */
  allow(item: Item): void {
    for (const { key } of scopesOf(item)) {
      this.successes.add(key);
      const scope = this.scopes.get(key);
      if (scope) scope.allowed = true;
    }
  }

  /** The item to send alone next, to learn whether something is forbidden as a whole; `undefined` when there is nothing to learn. */
  probe<T extends Item>(queue: readonly T[]): T | undefined {
    const open = [...this.scopes.values()].filter(({ allowed, denied }) => !allowed && denied < enoughDenied);
    for (const { holds, denied } of open) {
      const items = queue.filter(holds);
      const least = Math.min(...items.map((item) => this.refusalsAround(item)));
      const far = farItem(
        items.filter((item) => this.refusalsAround(item) === least),
        denied - 1,
      );
      if (far) return far;
    }
    return undefined;
  }

  private refusalsAround(item: Item): number {
    return scopesOf(item).reduce((sum, { key }) => sum + (this.scopes.get(key)?.denied ?? 0), 0);
  }
}

function scopesOf({ kind, attribute, rowKey }: Item) {
  return [
    { key: kind, label: `every ${kind}`, holds: (item: Item) => item.kind === kind },
    {
      key: `${kind}\ncolumn\n${attribute}`,
      label: `column "${attribute}"`,
      holds: (item: Item) => item.kind === kind && item.attribute === attribute,
    },
    {
      key: `${kind}\nrow\n${rowKey}`,
      label: `row "${rowLabel(rowKey)}"`,
      holds: (item: Item) => item.kind === kind && item.rowKey === rowKey,
    },
  ];
}

/** Items refused alone in a row after which the service itself is at fault. */
const enoughFailed = 4;

/** Where in the queue the items to try are: far apart, and not where a table's odd rows usually are, at its ends. */
const places = [0.87, 0.62, 0.31] as const;

/** The item at a place of its own among these; `tried`: how many were chosen before. */
function farItem<T>(items: readonly T[], tried: number): T | undefined {
  return items[Math.floor(items.length * (places[tried % places.length] ?? 0))];
}

/**
 * Whether single items make the service fail, or the service fails whatever it is sent: the items refused alone in a row, by verb. Others
 * from all over the queue are tried alone; when they are refused too and none went through in between, nothing more is worth sending.
 */
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
    return count >= enoughFailed;
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
