import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { isDecimal, sameDecimal } from "../../core/decimal";
import type { ProblemCode } from "../../core/problem";
import { notShown, type Disclosure } from "./disclosure";
import { knownSettings, wanted } from "../format/describe-shape";
import { misread } from "../check/misread";
import { isPlain, kindOf, offsetOf, readEntries, textOf, type Entry, type Reading } from "./read-entries";
import type { ListShape, MapShape, NumberShape, RecordShape, Shape, TextShape } from "../format/shape";

/** A place in the file: the names that lead to it, and where it stands. */
interface Place {
  readonly path: readonly string[];
  readonly offset: number;
}

/** The settings of a file by their description, and where each of them stands. Cells and rows are only noted: they need the columns. */
export class SettingsReader {
  private readonly offsets = new Map<string, number>();
  private readonly refused = new Set<string>();
  private readonly deferred = new Map<string, Node>();
  private readonly scalars = new Set<string>();

  constructor(private readonly reading: Reading) {}

  /** The value of a node that should have the given shape; `undefined`, after a report, where it has not. */
  read(node: Node, shape: Shape, place: Place): unknown {
    this.offsets.set(pathKey(place.path), place.offset);
    switch (shape.kind) {
      case "cells":
      case "rows":
        this.deferred.set(pathKey(place.path), node);
        return undefined;
      case "either": {
        const option = shape.options.find((one) => mayBe(node, one));
        return option ? this.read(node, option, place) : this.noSense(node, shape, place);
      }
      case "list":
        return isSeq(node) ? this.readList(node.items as Node[], shape, place) : this.noSense(node, shape, place);
      case "map":
        return isMap(node) ? this.readMap(node, shape, place) : this.noSense(node, shape, place);
      case "record":
        return isMap(node) ? this.readRecord(node, shape, place) : this.noSense(node, shape, place);
      default:
        return isScalar(node) ? this.readScalar(node, shape, place) : this.noSense(node, shape, place);
    }
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

  /** Whether a setting, one around it or one inside it was refused: what follows from that is no second problem. */
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
  private quoting({ path }: Place): (text: string) => string {
    const [first, column = ""] = path;
    const isSecret =
      first === "columns" && this.disclosure.isSensitive(column) && (path.length === 2 || path.includes("enum"));
    return (text) => (isSecret ? this.disclosure.quoteName(text) : this.disclosure.quoteSetting(text));
  }

  /** How a setting is named in a message. */
  private label({ path }: Place): string {
    const last = path[path.length - 1];
    if (last === undefined) return "the file";
    if (path[0] === "exported") return path.join(".");
    const index = /^\d+$/.test(last) ? Number(last) + 1 : undefined;
    if (index === undefined) return this.disclosure.showsSetting(last) ? last : notShown;
    return `entry ${index} of ${path[path.length - 2] ?? ""}`;
  }

  private noSense(node: Node, shape: Shape, place: Place): undefined {
    const message = `${this.label(place)} is ${kindOf(node, this.quoting(place))}.`;
    return this.refuse(place, "INVALID_SETTING", message, `Give ${wanted(shape)}.`);
  }

  private readRecord(map: YAMLMap, shape: RecordShape, place: Place): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    for (const entry of readEntries(map, this.reading)) {
      const field = Object.hasOwn(shape.fields, entry.name) ? shape.fields[entry.name] : undefined;
      if (field) record[entry.name] = this.readEntry(entry, field, place);
      else this.refuseUnknown(entry, shape, place);
    }
    for (const name of shape.required ?? []) {
      if (Object.hasOwn(record, name)) continue;
      const at = { path: [...place.path, name], offset: place.offset };
      const message = `the setting ${JSON.stringify(name)} is missing.`;
      this.refuse(at, "MISSING_SETTING", message, `Add it: ${wanted(shape.fields[name])}.`);
    }
    return record;
  }

  private refuseUnknown({ name, offset, value }: Entry, shape: RecordShape, around: Place): void {
    const place = { path: [...around.path, name], offset };
    const replaced = Object.hasOwn(shape.replaced ?? {}, name) ? shape.replaced?.[name] : undefined;
    if (replaced) {
      const { message, hint } = replaced(isScalar(value) && this.disclosure.shows(textOf(value)) ? textOf(value) : "");
      this.refuse(place, "INVALID_SETTING", message, hint);
      return;
    }
    const shown = around.path.length === 0 ? this.disclosure.quoteName(name) : this.quoting(place)(name);
    const message = `there is no setting ${shown} here.`;
    this.refuse(place, "UNKNOWN_SETTING", message, knownSettings(name, shape));
  }

  private readMap(map: YAMLMap, shape: MapShape, place: Place): Record<string, unknown> {
    const entries = readEntries(map, this.reading);
    this.checkSize(entries.length, [shape.minEntries, shape.maxEntries], place);
    const read = entries.map((entry): [string, unknown] => {
      const at = { path: [...place.path, entry.name], offset: entry.offset };
      const isFit = this.checkText(entry.name, shape.key, at);
      return [entry.name, isFit ? this.readEntry(entry, shape.value, place) : undefined];
    });
    return Object.fromEntries(read.filter(([, value]) => value !== undefined));
  }

  private readEntry({ name, offset, value }: Entry, shape: Shape, around: Place): unknown {
    const path = [...around.path, name];
    if (value) return this.read(value, shape, { path, offset: offsetOf(value) ?? offset });
    const hint = `Give ${wanted(shape)}, or remove the line.`;
    return this.refuse(
      { path, offset },
      "EMPTY_ENTRY",
      `nothing stands behind ${this.quoting({ path: [...path, ""], offset })(name)}.`,
      hint,
    );
  }

  private readList(items: readonly Node[], shape: ListShape, place: Place): unknown[] {
    this.checkSize(items.length, [shape.minItems, undefined], place);
    return items
      .map((item, index) => {
        const at = { path: [...place.path, String(index)], offset: offsetOf(item) ?? place.offset };
        return this.read(this.reading.file.resolve(item), shape.items, at);
      })
      .filter((item) => item !== undefined);
  }

  private checkSize(size: number, [least = 0, most = Infinity]: [number?, number?], place: Place): void {
    if (size >= least && size <= most) return;
    const allowed = size < least ? `at least ${least}` : `at most ${most}`;
    const message = `${this.label(place)} has ${size} entries, and ${allowed} are allowed.`;
    this.refuse(place, "INVALID_SETTING", message, size < least ? "Add some, or remove the setting." : "Remove some.");
  }

  private readScalar(scalar: Scalar, shape: Shape, place: Place): unknown {
    this.scalars.add(pathKey(place.path));
    const text = textOf(scalar);
    if (shape.kind === "text") return this.readText(text, isPlain(scalar), shape, place);
    if (!mayBe(scalar, shape)) return this.noSense(scalar, shape, place);
    if (shape.kind === "number") return this.readNumber(text, shape, place);
    return shape.kind === "null" ? null : /^true$/i.test(text);
  }

  private readText(text: string, plain: boolean, shape: TextShape, place: Place): string | undefined {
    if (!this.checkText(text, shape, place)) return undefined;
    const as = plain && !shape.loose && !shape.values ? misread(text) : undefined;
    if (as !== undefined) {
      const { at, problems } = this.reading;
      const isShown = this.disclosure.shows(text);
      const quoted = isShown ? ` ${JSON.stringify(text)}` : "";
      const message = `${isShown ? text : notShown} is ${as} for many YAML tools; here it is the text${quoted}.`;
      const hint = `Put it in quotes${isShown ? `:${quoted}` : ""}.`;
      problems.add("YAML_AMBIGUOUS", at(place.offset), message, hint, { severity: "warning" });
    }
    return text;
  }

  private checkText(text: string, shape: TextShape, place: Place): boolean {
    const misfit = misfitOf(text, shape, this.quoting(place));
    if (!misfit) return true;
    const code = shape.isName ? "INVALID_NAME" : "INVALID_SETTING";
    this.refuse(place, code, `${this.label(place)} ${misfit.is}.`, misfit.hint);
    return false;
  }

  private readNumber(text: string, shape: NumberShape, place: Place): number | undefined {
    const number = Number(text);
    const { integer, minimum = -Infinity, maximum = Infinity, above = -Infinity } = shape;
    const isExact = sameDecimal(String(number), text) && (!integer || Number.isInteger(number));
    if (isExact && number >= minimum && number <= maximum && number > above) return number;
    const shown = this.disclosure.shows(text) ? text : notShown;
    return this.refuse(place, "INVALID_SETTING", `${this.label(place)} is ${shown}.`, `Give ${wanted(shape)}.`);
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
      return misread(text) === "nothing";
    default:
      return false;
  }
}

/** What is wrong with a text, to follow its name, and what to do; `undefined` when nothing is. */
function misfitOf(
  text: string,
  shape: TextShape,
  quote: (text: string) => string,
): { readonly is: string; readonly hint: string } | undefined {
  const { values, minLength = 0, maxLength = Infinity, rule } = shape;
  const length = [...text].length;
  const hint = `Give ${wanted(shape)}.`;
  if (values && !values.includes(text)) return { is: `is ${quote(text)}`, hint };
  if (length < minLength) return { is: "is empty", hint };
  if (length > maxLength) return { is: `has ${length} characters`, hint };
  const isFit = !rule || new RegExp(rule.pattern, "u").test(text);
  return isFit ? undefined : { is: `is ${quote(text)}`, hint: rule.says };
}

function pathKey(path: readonly string[]): string {
  return path.join("\n");
}
