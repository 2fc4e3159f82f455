/**
 * The one validator of arguments and settings. Programs and files are judged by the same description (`shape.ts`); each finds its problems by
 * a path, which a file turns into line and column. What differs is how the two are spoken to (`Speech`).
 */
import type { Problem, ProblemCode } from "../problem";
import { isRecord } from "../record";
import { listOf, shorten } from "../text";
import { wanted, type Terms } from "./describe-shape";
import { nearestName } from "./nearest-name";
import type { ListShape, MapShape, NumberShape, RecordShape, Shape, TextShape } from "./shape";

/** The names and indexes that lead to a value: `["guard", "minimumRows"]`, `["moved", "0", "from"]`. */
export type Path = readonly string[];

/** A problem of an argument or a setting, with its place. */
export interface ArgumentProblem extends Problem {
  readonly path: Path;
  readonly hint: string;
  /** What is wrong is the name at the end of the path, not what stands behind it. */
  readonly ofName?: boolean;
}

/** How a writer is spoken to, and what is not judged. */
export interface Speech {
  readonly terms: Terms;
  /** A value that is not known yet: it is passed over. */
  readonly isOpen: (value: unknown) => boolean;
  /** How a place is named. */
  readonly label: (path: Path) => string;
  /** How a value is shown: a string in quotes. */
  readonly show: (value: string | number | boolean, path: Path) => string;
  /** The sentence about a name that does not exist; `path` is what the name was found in. */
  readonly unknown: (name: string, path: Path) => string;
  /** The sentence about a member that is missing. */
  readonly missing: (name: string, path: Path) => string;
  /** What the names at a place are called. */
  readonly names: (path: Path) => string;
}

/** The value without what was refused, and why. */
interface CheckedShape {
  readonly value: unknown;
  readonly problems: readonly ArgumentProblem[];
}

/** Judges a value by its description. Collects everything, throws nothing. */
export function checkShape(value: unknown, shape: Shape, speech: Speech, path: Path = []): CheckedShape {
  const checker = new ShapeChecker(speech);
  const fit = checker.check(value, shape, path);
  return { value: fit, problems: checker.problems };
}

class ShapeChecker {
  readonly problems: ArgumentProblem[] = [];
  /** The code of what is wrong in the shape that is being looked at, where it has one of its own. */
  private code?: ProblemCode;

  constructor(private readonly speech: Speech) {}

  /** The value, or what is left of it; `undefined` where nothing is. */
  check(value: unknown, shape: Shape, path: Path): unknown {
    if (this.speech.isOpen(value)) return value;
    if (!hasForm(value, shape))
      return this.refuse(path, `${this.speech.label(path)} is ${this.kindOf(value, path)}.`, shape);
    const around = this.code;
    this.code = shape.code ?? around;
    const fit = this.checkContent(value, shape, path);
    this.code = around;
    return fit;
  }

  private checkContent(value: unknown, shape: Shape, path: Path): unknown {
    switch (shape.kind) {
      case "text":
        return this.checkText(String(value), shape, path) ? String(value) : undefined;
      case "number":
        return this.checkNumber(value as number, shape, path);
      case "list":
        return this.checkList(value as readonly unknown[], shape, path);
      case "map":
        return this.checkMap(value as Readonly<Record<string, unknown>>, shape, path);
      case "record":
        return this.checkRecord(value as Readonly<Record<string, unknown>>, shape, path);
      case "either": {
        const option = shape.options.find((one) => hasForm(value, one));
        return option && this.check(value, option, path);
      }
      default:
        return value;
    }
  }

  private refuse(path: Path, message: string, shape: Shape | undefined): undefined {
    return this.add(this.code ?? "INVALID_SETTING", path, message, `Use ${wanted(shape, this.speech.terms)}.`);
  }

  private add(code: ProblemCode, path: Path, message: string, hint: string, ofName = false): undefined {
    this.problems.push({ code, severity: "error", message, hint, path, ...(ofName && { ofName }) });
  }

  private kindOf(value: unknown, path: Path): string {
    if (Array.isArray(value)) return "a list";
    if (typeof value === "string") return this.speech.show(shorten(value), path);
    if (typeof value === "number" || typeof value === "boolean") return this.speech.show(value, path);
    if (typeof value === "object" && value !== null) return this.speech.terms.record;
    return typeof value === "function" ? "a function" : String(value);
  }

  private checkText(text: string, shape: TextShape, path: Path, ofName = false): boolean {
    const { label, show, terms } = this.speech;
    const { values, minLength = 0, maxLength = Infinity, rule } = shape;
    const length = [...text].length;
    const code = shape.code ?? this.code ?? "INVALID_SETTING";
    const wrong = (is: string, hint = `Use ${wanted(shape, terms)}.`) => {
      this.add(code, path, `${ofName ? `the name ${show(text, path)}` : label(path)} ${is}.`, hint, ofName);
      return false;
    };
    const shown = () => (ofName ? "is not allowed here" : `is ${show(text, path)}`);
    if (values && !values.includes(text)) return wrong(shown());
    if (length < minLength) return wrong("is empty");
    if (length > maxLength) return wrong(`has ${length} characters`);
    return !rule || compiled(rule.pattern).test(text) || wrong(shown(), rule.says);
  }

  private checkNumber(number: number, shape: NumberShape, path: Path): number | undefined {
    const { integer, minimum = -Infinity, maximum = Infinity, above = -Infinity } = shape;
    const isFit = number >= minimum && number <= maximum && number > above && (!integer || Number.isInteger(number));
    return isFit
      ? number
      : this.refuse(path, `${this.speech.label(path)} is ${this.speech.show(number, path)}.`, shape);
  }

  private checkList(items: readonly unknown[], shape: ListShape, path: Path): unknown[] {
    this.checkSize(items.length, [shape.minItems, shape.maxItems], path);
    const fit = items.map((item, index) => this.check(item, shape.items, [...path, String(index)]));
    if (shape.unique) this.checkUnique(items, path);
    return fit.filter((item) => item !== undefined);
  }

  private checkUnique(items: readonly unknown[], path: Path): void {
    const { label, show, isOpen } = this.speech;
    const texts = items.map((item) => (typeof item === "string" || isNumber(item) ? String(item) : undefined));
    texts.forEach((text, index) => {
      if (text === undefined || isOpen(items[index]) || texts.indexOf(text) === index) return;
      const message = `${label(path)} lists ${show(text, path)} twice.`;
      this.add("DUPLICATE_ENTRY", [...path, String(index)], message, "Keep one of the two.");
    });
  }

  private checkMap(map: Readonly<Record<string, unknown>>, shape: MapShape, path: Path): Record<string, unknown> {
    const entries = Object.entries(map).filter(([, value]) => value !== undefined);
    this.checkSize(entries.length, [shape.minEntries, shape.maxEntries], path);
    const fit = entries.map(([name, value]): [string, unknown] => {
      const at = [...path, name];
      return [name, this.checkText(name, shape.key, at, true) ? this.check(value, shape.value, at) : undefined];
    });
    return Object.fromEntries(fit.filter(([, value]) => value !== undefined));
  }

  private checkRecord(map: Readonly<Record<string, unknown>>, shape: RecordShape, path: Path): Record<string, unknown> {
    const fit = Object.entries(map).map(([name, value]): [string, unknown] => {
      const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
      if (value === undefined) return [name, undefined];
      return [name, field ? this.check(value, field, [...path, name]) : this.refuseUnknown(name, map, shape, path)];
    });
    const names = Object.keys(shape.fields);
    const unknown = Object.keys(map).filter((name) => !Object.hasOwn(shape.fields, name));
    const misspelt = new Set(unknown.map((name) => nearestName(name, names)));
    for (const name of shape.required ?? []) {
      if ((Object.hasOwn(map, name) && map[name] !== undefined) || misspelt.has(name)) continue;
      const hint = shape.fields[name]?.whenMissing ?? `Add it: ${wanted(shape.fields[name], this.speech.terms)}.`;
      this.add(this.code ?? "MISSING_SETTING", [...path, name], this.speech.missing(name, path), hint);
    }
    return Object.fromEntries(fit.filter(([, value]) => value !== undefined));
  }

  private refuseUnknown(
    name: string,
    map: Readonly<Record<string, unknown>>,
    shape: RecordShape,
    path: Path,
  ): undefined {
    const at = [...path, name];
    const { replaced = {}, fields } = shape;
    const answer = Object.hasOwn(replaced, name) ? replaced[name]?.(map) : undefined;
    if (answer) return this.add("INVALID_SETTING", at, answer.message, answer.hint, true);
    const meant = nearestName(name, Object.keys(fields));
    const all = `${this.speech.names(path)}: ${listOf(Object.keys(fields))}.`;
    const hint = meant === undefined ? all : `Did you mean ${JSON.stringify(meant)}?`;
    return this.add(this.code ?? "UNKNOWN_SETTING", at, this.speech.unknown(name, path), hint, true);
  }

  private checkSize(size: number, [least = 0, most = Infinity]: [number?, number?], path: Path): void {
    if (size >= least && size <= most) return;
    const allowed = size < least ? `at least ${least}` : `at most ${most}`;
    const message = `${this.speech.label(path)} has ${size} entries; ${allowed} are allowed.`;
    const hint = size < least ? "Add some, or remove the setting." : "Remove some.";
    this.add(this.code ?? "INVALID_SETTING", path, message, hint);
  }
}

/** Whether a value is of the kind that a shape asks for; whether its content fits is another question. */
function hasForm(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case "text":
      return typeof value === "string" || (shape.isKey === true && (typeof value === "boolean" || isNumber(value)));
    case "number":
      return isNumber(value);
    case "boolean":
      return typeof value === "boolean";
    case "false":
      return value === false;
    case "null":
      return value === null;
    case "list":
    case "rows":
      return Array.isArray(value);
    case "either":
      return shape.options.some((option) => hasForm(value, option));
    default:
      return isRecord(value);
  }
}

const patterns = new Map<string, RegExp>();

/** A pattern of a description, compiled once. */
function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, known);
  return known;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}
