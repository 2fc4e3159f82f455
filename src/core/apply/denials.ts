/**
 * What the service forbids. One forbidden item refuses its whole request, so it is found by halving; then it is asked, with single items
 * that have as little as possible in common with those refused before, whether its verb, its column or its row is forbidden as a whole.
 */
import type { CellAddress } from "../cells/cell-map";
import { farItem } from "./outage";
import type { Change } from "../values/plan";
import { rowLabel } from "../cells/row-key";

type Item = CellAddress & Pick<Change, "kind">;

/** Refused items, without one success, after which a verb, a column or a row is taken to be forbidden. */
const enough = 3;

interface Scope {
  readonly label: string;
  readonly holds: (item: Item) => boolean;
  denied: number;
  allowed: boolean;
}

/** The refusals of one apply. */
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
      .find((scope) => scope && !scope.allowed && scope.denied >= enough);
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
    const open = [...this.scopes.values()].filter(({ allowed, denied }) => !allowed && denied < enough);
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
