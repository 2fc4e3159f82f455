import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { checkShape, type Path, type Speech } from "../../core/arguments/check-shape";
import { fileTerms, wanted } from "../../core/arguments/describe-shape";
import type { ListShape, MapShape, RecordShape, Shape } from "../../core/arguments/shape";
import { isDecimal, sameDecimal } from "../../core/decimal";
import type { ProblemCode } from "../../core/problem";
import { notShown, type Disclosure } from "./disclosure";
import { misread } from "../check/misread";
import { isPlain, offsetOf, readEntries, textOf, type Entry, type Reading } from "./read-entries";

/** A place in the file: the names that lead to it, and where it stands. */
interface Place {
  readonly path: readonly string[];
  readonly offset: number;
}

/**
 * The settings of a file as plain values, and where each of them stands; what is wrong with them the one validator says (`check-shape.ts`).
 * Cells and rows are only noted: they need the columns.
 */
export class SettingsReader {
  private readonly offsets = new Map<string, number>();
  private readonly nameOffsets = new Map<string, number>();
  private readonly refused = new Set<string>();
  private readonly deferred = new Map<string, Node>();
  private readonly scalars = new Set<string>();
  private readonly misreadable: { readonly place: Place; readonly text: string; readonly as: string }[] = [];

  constructor(private readonly reading: Reading) {}

  /** The value of a node that should have the given shape, without what was refused and reported. */
  read(node: Node, shape: Shape, place: Place): unknown {
    const plain = this.toPlain(node, shape, place);
    const { value, problems } = checkShape(plain, shape, this.speech, place.path);
    const isReported = [...this.refused].map((one) => `${one}\n`);
    for (const { path, code, message, hint, ofName } of problems) {
      if (isReported.some((one) => one.startsWith(`${pathKey(path)}\n`))) continue;
      const offset = (ofName && this.nameOffsets.get(pathKey(path))) || this.offsetOf(path);
      this.refuse({ path, offset }, code, message, hint);
    }
    this.warnOfMisreadable();
    return value;
  }

  /** The node of a place that holds cells or rows. */
  deferredNode(name: string): Node | undefined {
    return this.deferred.get(name);
  }

  /** Whether a setting stands in the file. */
  has(name: string): boolean {
    return this.offsets.has(name);
  }

  /** The names that stand under a setting, those that were refused included. */
  namesUnder(path: readonly string[]): string[] {
    const start = `${pathKey(path)}\n`;
    const paths = [...this.offsets.keys(), ...this.refused].filter((one) => one.startsWith(start));
    return [...new Set(paths.map((one) => one.slice(start.length).split("\n")[0] ?? ""))];
  }

  /** Where a setting stands, or the nearest one around it. */
  offsetOf(path: readonly string[]): number {
    for (let length = path.length; length >= 0; length--) {
      const offset = this.offsets.get(pathKey(path.slice(0, length)));
      if (offset !== undefined) return offset;
    }
    return 0;
  }

  /** Where the name of a setting stands, or else the setting. */
  nameOffsetOf(path: readonly string[]): number {
    return this.nameOffsets.get(pathKey(path)) ?? this.offsetOf(path);
  }

  /** Whether a setting, one around it or one inside it was refused: what follows from that is not a second problem. */
  wasRefused(path: readonly string[]): boolean {
    const around = [...path, ""].some((_, length) => this.refused.has(pathKey(path.slice(0, length))));
    const inside = `${pathKey(path)}\n`;
    return around || [...this.refused].some((one) => one.startsWith(inside));
  }

  /** Whether a plain value stands there, neither a list nor a mapping. */
  isScalar(path: readonly string[]): boolean {
    return this.scalars.has(pathKey(path));
  }

  /** Reports a setting and remembers it. */
  refuse(place: Place, code: ProblemCode, message: string, hint: string): undefined {
    this.refused.add(pathKey(place.path));
    const column = place.path[0] === "columns" ? place.path[1] : undefined;
    const about = column !== undefined && this.disclosure.showsName(column) ? { column } : {};
    this.reading.problems.add(code, this.reading.at(place.offset), message, hint, about);
  }

  private get disclosure(): Disclosure {
    return this.reading.file.disclosure;
  }

  /** How the text of a setting is quoted: what a sensitive column is set to may be meant as its value, and what its enum allows is one. */
  private quoting(path: Path): (text: string) => string {
    const [first, column = ""] = path;
    const isSecret =
      first === "columns" && this.disclosure.isSensitive(column) && (path.length === 2 || path.includes("enum"));
    return (text) => (isSecret ? this.disclosure.quoteName(text) : this.disclosure.quoteSetting(text));
  }

  /** How a setting is named in a message. */
  private label(path: Path): string {
    const last = path[path.length - 1];
    if (last === undefined) return "the file";
    if (path[0] === "exported") return path.join(".");
    const index = /^\d+$/.test(last) ? Number(last) + 1 : undefined;
    if (index === undefined) return this.disclosure.showsSetting(last) ? last : notShown;
    return `entry ${index} of ${path[path.length - 2] ?? ""}`;
  }

  private readonly speech: Speech = {
    terms: fileTerms,
    isOpen: () => false,
    label: (path) => this.label(path),
    show: (value, path) => {
      if (typeof value === "string") return this.quoting(path)(value);
      return this.disclosure.shows(String(value)) ? String(value) : notShown;
    },
    unknown: (name, path) => {
      const isTop = path.length === 0;
      const shown = isTop ? this.disclosure.quoteName(name) : this.quoting([...path, name])(name);
      return `there is no setting ${shown} here.`;
    },
    missing: (name) => `the setting ${JSON.stringify(name)} is missing.`,
    names: () => "Settings here",
  };

  /** What stands there as a plain value: of the kind that the shape asks for, where it can be read as one. */
  private toPlain(node: Node, shape: Shape | undefined, place: Place): unknown {
    if (shape) this.offsets.set(pathKey(place.path), place.offset);
    if (shape?.kind === "either") {
      return this.toPlain(node, shape.options.find((one) => mayBe(node, one)) ?? shape.options[0], place);
    }
    if (shape?.kind === "cells" || shape?.kind === "rows") {
      this.deferred.set(pathKey(place.path), node);
      return undefined;
    }
    if (isMap(node)) return shape?.kind === "map" || shape?.kind === "record" ? this.members(node, shape, place) : {};
    if (isSeq(node)) return shape?.kind === "list" ? this.items(node.items as Node[], shape, place) : [];
    return this.scalar(node as Scalar, shape, place);
  }

  private members(map: YAMLMap, shape: MapShape | RecordShape, place: Place): Record<string, unknown> {
    const members = readEntries(map, this.reading).map((entry): [string, unknown] => {
      this.nameOffsets.set(pathKey([...place.path, entry.name]), entry.offset);
      if (shape.kind === "map") return [entry.name, this.member(entry, shape.value, place)];
      const field = Object.hasOwn(shape.fields, entry.name) ? shape.fields[entry.name] : undefined;
      return [entry.name, field ? this.member(entry, field, place) : this.unknownMember(entry)];
    });
    return Object.fromEntries(members);
  }

  private member({ name, offset, value }: Entry, shape: Shape, around: Place): unknown {
    const path = [...around.path, name];
    if (value) return this.toPlain(value, shape, { path, offset: offsetOf(value) ?? offset });
    const message = `${this.quoting([...path, ""])(name)} has no value.`;
    return this.refuse(
      { path, offset },
      "EMPTY_ENTRY",
      message,
      `Use ${wanted(shape, fileTerms)}, or remove the line.`,
    );
  }

  private unknownMember({ value }: Entry): string {
    return isScalar(value) && this.disclosure.shows(textOf(value)) ? textOf(value) : "";
  }

  private items(items: readonly Node[], shape: ListShape, place: Place): unknown[] {
    return items.map((item, index) => {
      const at = { path: [...place.path, String(index)], offset: offsetOf(item) ?? place.offset };
      return this.toPlain(this.reading.file.resolve(item), shape.items, at);
    });
  }

  private scalar(scalar: Scalar, shape: Shape | undefined, place: Place): unknown {
    const text = textOf(scalar);
    if (!shape || shape.kind === "list" || shape.kind === "map" || shape.kind === "record") return text;
    this.scalars.add(pathKey(place.path));
    if (shape.kind === "text") {
      const as = isPlain(scalar) && !shape.loose && !shape.values ? misread(text) : undefined;
      if (as !== undefined) this.misreadable.push({ place, text, as });
      return text;
    }
    if (!mayBe(scalar, shape)) return text;
    if (shape.kind === "number") return sameDecimal(String(Number(text)), text) ? Number(text) : text;
    return shape.kind === "null" ? null : /^true$/i.test(text);
  }

  private warnOfMisreadable(): void {
    for (const { place, text, as } of this.misreadable.splice(0)) {
      if (this.wasRefused(place.path)) continue;
      const { at, problems } = this.reading;
      const isShown = this.disclosure.shows(text);
      const quoted = isShown ? ` ${JSON.stringify(text)}` : "";
      const message = `${isShown ? text : notShown} is ${as} to many YAML tools; here it is the string${quoted}.`;
      const hint = `Put it in quotes${isShown ? `:${quoted}` : ""}.`;
      problems.add("YAML_AMBIGUOUS", at(place.offset), message, hint, { severity: "warning" });
    }
  }
}

/** Whether a node has the form of a shape; whether its content fits is another question. */
function mayBe(node: Node, shape: Shape): boolean {
  if (!isScalar(node)) return isSeq(node) ? shape.kind === "list" : shape.kind === "map" || shape.kind === "record";
  const text = isPlain(node) ? textOf(node) : '"';
  switch (shape.kind) {
    case "text":
      return true;
    case "number":
      return isDecimal(text);
    case "boolean":
      return /^(true|True|TRUE|false|False|FALSE)$/.test(text);
    case "false":
      return /^(false|False|FALSE)$/.test(text);
    case "null":
      return misread(text) === "null";
    default:
      return false;
  }
}

function pathKey(path: readonly string[]): string {
  return path.join("\n");
}
