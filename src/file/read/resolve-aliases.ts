import { type Alias, isAlias, isMap, isSeq, type Node } from "yaml";
import type { Problem } from "../../core/problem";
import type { Disclosure } from "./disclosure";
import { Problems } from "../format/problems";
import type { SourceText } from "../format/source-text";

/** What each alias of a file stands for. */
interface Aliases {
  readonly targets: ReadonlyMap<Node, Node>;
  readonly problems: readonly Problem[];
  /** Set when nothing must be built of the file. */
  readonly unusable: boolean;
}

/** How many nodes the aliases of a file may stand for, all together. */
const mostAliasedNodes = 100_000;

/** What each alias stands for, found in one walk; a file whose aliases multiply is refused before anything is built of it. */
export function resolveAliases(root: Node, source: SourceText, disclosure: Disclosure): Aliases {
  const walk = new AliasWalk(source, disclosure);
  walk.measure(root);
  if (walk.aliased > mostAliasedNodes) {
    const message = `the aliases of the file expand to more than ${mostAliasedNodes} values.`;
    walk.problems.add("YAML_UNSUPPORTED", source.at(0, false), message, "Write the values out.");
  }
  const { targets, problems } = walk;
  return { targets, problems: problems.sorted(source.file), unusable: problems.hasErrors };
}

class AliasWalk {
  readonly targets = new Map<Node, Node>();
  readonly problems = new Problems();
  /** The nodes that all aliases together stand for. */
  aliased = 0;
  private readonly anchors = new Map<string, Node>();
  private readonly sizes = new Map<Node, number>();

  constructor(
    private readonly source: SourceText,
    private readonly disclosure: Disclosure,
  ) {}

  /** How many nodes a node stands for, those behind its aliases included. */
  measure(value: unknown): number {
    if (isAlias(value)) return this.measureAlias(value);
    const node = value as (Node & { anchor?: string }) | null;
    if (node?.anchor) this.anchors.set(node.anchor, node);
    const size = isMap(node) || isSeq(node) ? this.measureItems(node.items) : 1;
    if (node?.anchor) this.sizes.set(node, size);
    return size;
  }

  private measureItems(items: readonly unknown[]): number {
    let size = 1;
    for (const item of items) {
      size += isPairLike(item) ? this.measure(item.key) + this.measure(item.value) : this.measure(item);
    }
    return size;
  }

  private measureAlias(alias: Alias): number {
    const target = this.anchors.get(alias.source);
    const size = target && this.sizes.get(target);
    if (target && size !== undefined) {
      this.targets.set(alias, target);
      this.aliased += size;
      return size;
    }
    const name = this.disclosure.name(alias.source);
    const says = target
      ? `the alias *${name} is inside its own anchor.`
      : `a value that begins with * is an alias, but there is no anchor &${name} before it.`;
    const at = this.disclosure.at(this.source, alias.range?.[0] ?? 0);
    const hint = target ? "Write the value out." : `Put a string that begins with * in quotes: "*${name}".`;
    this.problems.add("YAML_UNSUPPORTED", at, says, hint);
    return 1;
  }
}

function isPairLike(item: unknown): item is { key: unknown; value: unknown } {
  return typeof item === "object" && item !== null && "key" in item && "value" in item;
}
