import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { textOf } from "../read/read-entries";
import { lineStart } from "./text-edit";

/** An entry of a mapping. */
export type YamlPair = Pair<Node, Node | null>;

/** Where the nodes of a YAML text are in it. */
export class YamlLayout {
  constructor(private readonly text: string) {}

  /** Where the comment lines directly above a line begin that are indented as it is. */
  commentsAbove(start: number): number {
    const indent = /^ */.exec(this.text.slice(start))?.[0] ?? "";
    let at = start;
    while (at > 0) {
      const above = lineStart(this.text, at - (this.text.startsWith("\r\n", at - 2) ? 2 : 1));
      if (!this.text.startsWith(`${indent}#`, above)) return at;
      at = above;
    }
    return at;
  }

  /** Where the text of a node ends, without comments and blank lines behind it. */
  endOf(node: Node): number {
    const end = node.range?.[1] ?? 0;
    if (isScalar(node) && node.type?.startsWith("BLOCK")) return this.withoutBreak(end);
    if (isMap(node) && !node.flow) {
      const last = pairsOf(node)[node.items.length - 1];
      return last ? this.endOf(last.value?.range ? last.value : last.key) : end;
    }
    if (isSeq(node) && !node.flow) {
      const last = (node.items as Node[])[node.items.length - 1];
      return last ? this.endOf(last) : end;
    }
    return end;
  }

  private withoutBreak(end: number): number {
    if (this.text.startsWith("\r\n", end - 2)) return end - 2;
    return /[\r\n]/.test(this.text[end - 1] ?? "") ? end - 1 : end;
  }

  /** Where the dash of an item is. */
  dashOf(item: Node): number {
    return this.text.lastIndexOf("-", (item.range?.[0] ?? 0) - 1);
  }

  /** The column in which the names of a mapping begin. */
  columnOf(map: YAMLMap): number {
    const start = pairsOf(map)[0]?.key.range?.[0] ?? 0;
    return start - lineStart(this.text, start);
  }

  /** Where the value of a pair may begin: behind the colon. */
  keyEnd(pair: YamlPair): number {
    return this.text.indexOf(":", pair.key.range?.[1] ?? 0) + 1;
  }

  /** Where a pair ends. */
  entryEnd({ key, value }: YamlPair): number {
    return this.endOf(value ?? key);
  }
}

/** The pairs of a mapping. */
export function pairsOf(map: YAMLMap): YamlPair[] {
  return map.items as YamlPair[];
}

/** The pair of a name. */
export function pairOf(map: YAMLMap, name: string): YamlPair | undefined {
  return pairsOf(map).find((pair) => nameOf(pair) === name);
}

/** The name of a pair that has one. */
export function nameOf({ key }: YamlPair): string | undefined {
  return isScalar(key) ? textOf(key) : undefined;
}

/** Whether others refer to a node: it must not change with one of its places. */
export function hasAnchor(node: Node): boolean {
  return "anchor" in node && node.anchor !== undefined && !isAlias(node);
}

/** Whether something within it, or the node itself, has an anchor. */
export function hasAnchorInside(node: Node): boolean {
  if (hasAnchor(node)) return true;
  if (isMap(node)) return pairsOf(node).some(({ value }) => value !== null && hasAnchorInside(value));
  return isSeq(node) && (node.items as Node[]).some(hasAnchorInside);
}
