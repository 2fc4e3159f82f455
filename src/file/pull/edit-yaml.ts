/**
 * Edits of a YAML table file at the places that the document's nodes name: values, cells and rows are changed, added and removed, and everything
 * else stays as a person wrote it: comments, order, quotes, line breaks.
 */
import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { isExpression } from "../../core/cells/cell-value";
import type { CellValue } from "../../core/model";
import type { FileRow } from "../format/table-file";
import { textOf } from "../read/read-entries";
import { cellText, flow, rowLines } from "../write/yaml";
import { yamlBlock } from "../write/yaml-scalar";
import { lineBreak, lineStart, nextLine, type TextEdit } from "./text-edit";
import { hasAnchor, hasAnchorInside, nameOf, pairOf, pairsOf, YamlLayout, type YamlPair } from "./yaml-layout";

/** Collects the edits of one YAML text. A change that cannot be made without touching something else answers false. */
export class YamlEditor {
  readonly edits: TextEdit[] = [];
  /** Comments that go with what is removed. */
  readonly lostComments: string[] = [];
  /** What goes from mappings and lists that are written in one line, by their first entry. */
  private readonly removals = new Map<
    Node | undefined,
    { readonly pairs: readonly YamlPair[]; readonly indexes: Set<number> }
  >();
  private readonly end: string;
  private readonly layout: YamlLayout;

  constructor(
    private readonly text: string,
    private readonly root: YAMLMap,
    /** The columns, in the order in which new cells are added. */
    private readonly columns: readonly string[],
    private readonly keys: readonly string[],
  ) {
    this.end = lineBreak(text);
    this.layout = new YamlLayout(text);
  }

  /** Gives a cell of a row (or of the default record) another value, or adds it. */
  setCell(row: YAMLMap, column: string, value: CellValue): boolean {
    const pair = pairOf(row, column);
    if (hasAnchor(row)) return false;
    if (!pair) return this.addCell(row, column, value);
    const node = pair.value;
    if (!node?.range || hasAnchor(node)) return false;
    if (isSeq(node) && !node.flow && Array.isArray(value)) {
      const items = value.map((item: string | number) => cellText(item));
      if (this.editItems(node, items)) return true;
    }
    const [start, end] = [node.range[0], this.layout.endOf(node)];
    if (isMap(node) && !isOneLine(this.text.slice(start, end)) && this.text.slice(start, end).includes("#"))
      return false;
    if (isSeq(node)) this.noteComments(start, end);
    this.edits.push({ start, end, text: this.valueText(node, value, this.layout.columnOf(row)) });
    return true;
  }

  /** Takes a cell out of a row. */
  removeCell(row: YAMLMap, column: string): boolean {
    const index = pairsOf(row).findIndex((pair) => nameOf(pair) === column);
    const pair = pairsOf(row)[index];
    if (!pair || hasAnchor(row) || (pair.value && hasAnchor(pair.value))) return false;
    return row.flow ? this.removeFromFlow(pairsOf(row), index) : this.removeLines(row, index);
  }

  /** Takes a row out of the list, with the comment above it and beside it. */
  removeRow(list: YAMLSeq, item: Node): boolean {
    if (hasAnchorInside(item)) return false;
    const items = list.items as Node[];
    if (list.flow)
      return this.removeFromFlow(
        items.map((value) => ({ key: value, value: null })) as YamlPair[],
        items.indexOf(item),
      );
    const start = this.layout.commentsAbove(lineStart(this.text, this.layout.dashOf(item)));
    this.cut(start, nextLine(this.text, this.layout.endOf(item)));
    return true;
  }

  /** Adds rows behind an item of the list, or at its front; a file without rows gets a list. */
  addRows(after: Node | undefined, rows: readonly FileRow[], remaining: number): boolean {
    const pair = pairOf(this.root, "rows");
    const list = pair?.value;
    if (isSeq(list) && list.flow && list.items.length > 0) return this.addToFlow(list, after, rows);
    const [first] = isSeq(list) ? (list.items as Node[]) : [];
    if (isSeq(list) && first && !list.flow) {
      const dash = this.layout.dashOf(first);
      const indent = dash - lineStart(this.text, dash);
      const isFlow = isMap(first) ? first.flow === true : true;
      const at = after
        ? nextLine(this.text, this.layout.endOf(after))
        : this.layout.commentsAbove(lineStart(this.text, dash));
      this.insertLines(
        at,
        rows.flatMap((row) => rowLines(row, { indent, isFlow, keys: this.keys })),
      );
      return true;
    }
    const lines = rows.flatMap((row) => rowLines(row, { indent: 2, isFlow: true, keys: this.keys }));
    if (!pair) this.insertLines(this.text.length, ["rows:", ...lines]);
    else if (list?.range && remaining === 0) {
      const [start, end] = [this.layout.keyEnd(pair), this.layout.endOf(list)];
      this.edits.push({ start, end, text: this.end + lines.join(this.end) });
    } else return false;
    return true;
  }

  /** Leaves an empty list where every row goes and none comes. */
  emptyRows(list: YAMLSeq): void {
    const pair = pairOf(this.root, "rows");
    if (!pair || list.flow) return;
    const at = this.layout.keyEnd(pair);
    this.edits.push({ start: at, end: at, text: " []" });
  }

  /** Adds the default record. */
  addDefaults(cells: FileRow): boolean {
    const before = pairsOf(this.root).find((pair) => ["rowsFrom", "rows"].includes(nameOf(pair) ?? ""));
    const at = before?.key.range
      ? this.layout.commentsAbove(lineStart(this.text, before.key.range[0]))
      : this.text.length;
    if (this.root.flow || pairOf(this.root, "defaults")) return false;
    const lines = Object.entries(cells).map(([name, value]) => `  ${cellText(name)}: ${cellText(value as CellValue)}`);
    this.insertLines(at, ["defaults:", ...lines]);
    return true;
  }

  /** Replaces the text of a scalar somewhere in the settings. */
  setScalar(path: readonly string[], text: string): void {
    let node: Node | null | undefined = this.root;
    for (const name of path) node = isMap(node) ? pairOf(node, name)?.value : undefined;
    if (isScalar(node) && node.range && !hasAnchor(node)) {
      this.edits.push({ start: node.range[0], end: node.range[1], text: this.quoteLike(node, text) });
    }
  }

  private addCell(row: YAMLMap, column: string, value: CellValue): boolean {
    const pairs = pairsOf(row);
    const place = (name: string | undefined) => this.columns.indexOf(name ?? "");
    const previous = [...pairs].reverse().find((pair) => place(nameOf(pair)) < place(column));
    const [first] = pairs;
    const cell = `${cellText(column)}: ${cellText(value)}`;
    if (!first?.key.range) return this.addFirst(row, cell);
    if (row.flow) {
      if (previous) this.insert(this.layout.entryEnd(previous), `, ${cell}`);
      else this.insert(first.key.range[0], `${cell}, `);
      return true;
    }
    const indent = " ".repeat(this.layout.columnOf(row));
    if (previous) this.insertLines(nextLine(this.text, this.layout.entryEnd(previous)), [indent + cell]);
    else this.insert(first.key.range[0], `${cell}${this.end}${indent}`);
    return true;
  }

  /** A mapping that is written `{}`. */
  private addFirst(map: YAMLMap, cell: string): boolean {
    if (!map.flow || !map.range) return false;
    const inside = this.text.slice(map.range[0] + 1, map.range[1] - 1);
    if (inside.trim() !== "" && !inside.trim().startsWith(",")) return false;
    const [start, end] = map.range;
    const known = this.edits.findIndex((edit) => edit.start === start && edit.end === end);
    const others = this.edits[known]?.text.slice(2, -2);
    if (known >= 0) this.edits.splice(known, 1);
    this.edits.push({ start, end, text: `{ ${others === undefined ? "" : `${others}, `}${cell} }` });
    return true;
  }

  private removeFromFlow(pairs: readonly YamlPair[], index: number): boolean {
    const own = pairs[index];
    if (!own?.key.range) return false;
    const previous = pairs[index - 1];
    const text = this.text.slice(
      previous ? this.layout.entryEnd(previous) : own.key.range[0],
      this.layout.entryEnd(own),
    );
    if (text.includes("#") && !isOneLine(text)) return false;
    const [first] = pairs;
    const removal = this.removals.get(first?.key) ?? { pairs, indexes: new Set() };
    removal.indexes.add(index);
    this.removals.set(first?.key, removal);
    return true;
  }

  /** Cuts what was taken out of mappings and lists in one line, with one comma for each; to be called when all changes are known. */
  finish(): void {
    for (const { pairs, indexes } of this.removals.values()) {
      const front = pairs.findIndex((_, index) => !indexes.has(index));
      const leading = front < 0 ? pairs.length : front;
      const [first, next, last] = [pairs[0], pairs[leading], pairs[leading - 1]];
      if (leading > 0 && first?.key.range && last) {
        this.cut(first.key.range[0], next?.key.range?.[0] ?? this.layout.entryEnd(last));
      }
      for (const index of indexes) {
        const [previous, own] = [pairs[index - 1], pairs[index]];
        if (index > leading && previous && own) this.cut(this.layout.entryEnd(previous), this.layout.entryEnd(own));
      }
    }
    this.removals.clear();
  }

  private removeLines(row: YAMLMap, index: number): boolean {
    const pairs = pairsOf(row);
    const [own, next] = [pairs[index], pairs[index + 1]];
    if (!own?.key.range) return false;
    const keyStart = own.key.range[0];
    const begin = lineStart(this.text, keyStart);
    const isAlone = this.text.slice(begin, keyStart).trim() === "";
    if (isAlone) this.cut(begin, nextLine(this.text, this.layout.entryEnd(own)));
    else if (next?.key.range) this.cut(keyStart, next.key.range[0]);
    else return false;
    return true;
  }

  private addToFlow(list: YAMLSeq, after: Node | undefined, rows: readonly FileRow[]): boolean {
    const [first] = list.items as Node[];
    const texts = rows.map(flow);
    if (after) this.insert(this.layout.endOf(after), texts.map((text) => `, ${text}`).join(""));
    else if (first?.range) this.insert(first.range[0], texts.map((text) => `${text}, `).join(""));
    return true;
  }

  /** Changes a list that is written item by item without touching the items that stay. */
  private editItems(list: YAMLSeq, wanted: readonly string[]): boolean {
    const items = list.items as Node[];
    const scalars = items.filter((item): item is Scalar & Node => isScalar(item) && !hasAnchor(item));
    if (wanted.length === 0 || scalars.length < items.length) return false;
    const texts = scalars.map((item) => textOf(item));
    const plain = wanted.map((text) => (text.startsWith('"') ? (JSON.parse(text) as string) : text));
    const isSame = (a: number, b: number) => texts[a] === plain[b];
    let front = 0;
    while (front < texts.length && front < plain.length && isSame(front, front)) front++;
    let back = 0;
    while (
      back < Math.min(texts.length, plain.length) - front &&
      isSame(texts.length - 1 - back, plain.length - 1 - back)
    )
      back++;
    const [old, fresh] = [scalars.slice(front, scalars.length - back), wanted.slice(front, wanted.length - back)];
    old.forEach((item, index) => this.editItem(item, fresh[index]));
    const added = fresh.slice(old.length);
    const anchor = scalars[front + old.length - 1] ?? scalars[0];
    if (added.length === 0 || !anchor?.range) return true;
    const dash = this.layout.dashOf(anchor);
    const lines = added.map((text) => `${" ".repeat(dash - lineStart(this.text, dash))}- ${text}`);
    const isFront = front + old.length === 0;
    this.insertLines(isFront ? lineStart(this.text, dash) : nextLine(this.text, this.layout.endOf(anchor)), lines);
    return true;
  }

  private editItem(item: Scalar & Node, text: string | undefined): void {
    if (!item.range) return;
    if (text !== undefined) this.edits.push({ start: item.range[0], end: this.layout.endOf(item), text });
    else this.cut(lineStart(this.text, this.layout.dashOf(item)), nextLine(this.text, this.layout.endOf(item)));
  }

  /** A value in the manner of the one that it replaces. */
  private valueText(old: Node, value: CellValue, indent: number): string {
    if (isMap(old) && isExpression(value)) {
      const pair = pairOf(old, "expression");
      if (old.flow && isScalar(pair?.value)) return `{ expression: ${this.quoteLike(pair.value, value.expression)} }`;
    }
    if (!isScalar(old) || typeof value !== "string") return cellText(value);
    return old.type?.startsWith("BLOCK")
      ? (yamlBlock(value, indent + 2)?.replaceAll("\n", this.end) ?? cellText(value))
      : this.quoteLike(old, value);
  }

  private quoteLike(old: Scalar, text: string): string {
    if (old.type === "QUOTE_SINGLE" && /^[ -~\u00a1-\u024f]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
    const plain = cellText(text);
    return old.type === "QUOTE_DOUBLE" && !plain.startsWith('"') ? `"${plain}"` : plain;
  }

  private insert(at: number, text: string): void {
    this.edits.push({ start: at, end: at, text });
  }

  private insertLines(at: number, lines: readonly string[]): void {
    const isOpen = at > 0 && !/[\r\n]/.test(this.text[at - 1] ?? "");
    const text = lines.map((line) => line.replaceAll("\n", this.end)).join(this.end);
    this.insert(at, isOpen ? this.end + text : text + this.end);
  }

  private noteComments(start: number, end: number): void {
    for (const [, comment = ""] of this.text.slice(start, end).matchAll(/(?:^|[ \t])(#[^\r\n]*)/gm))
      this.lostComments.push(comment);
  }

  private cut(start: number, end: number): void {
    this.noteComments(start, end);
    this.edits.push({ start, end, text: "" });
  }
}

function isOneLine(text: string): boolean {
  return !/[\r\n]/.test(text);
}
