import { isMap, isScalar, isSeq, type Node } from "yaml";
import type { CellValue } from "../../core/model";
import type { Position } from "../../core/problem";
import { isExpression } from "../../core/cells/cell-value";
import { settingNames } from "../format/format";
import { nearestName } from "../../core/arguments/nearest-name";
import type { SourceText } from "../format/source-text";

/** What stands in a message for a part of the file that is not shown. */
export const notShown = "[not shown]";

/** How much of a file is shown; see `Disclosure`. */
type Degree = "open" | "careful" | "closed";

/**
 * What of a file its messages may show: the one rule for lines, values, keys and names, so that no value of a sensitive column is in any of
 * them, whatever is wrong with the file.
 *
 * - open: the file says nothing of sensitive columns; everything is shown.
 * - careful: it is certain which values are theirs. No lines. A value or a key is quoted unless its text may have swallowed one of theirs (a
 *   quote that is closed too late). A name is quoted only if the file declares it: another one may be a part of a value (an extra comma).
 * - closed: the file mentions sensitive columns, and which values are theirs is not certain: broken YAML, aliases, a name that is not a
 *   column, a setting misspelt or in the wrong place. As careful, and neither values nor keys are quoted.
 */
export class Disclosure {
  private constructor(
    private readonly degree: Degree,
    private readonly sensitive: ReadonlySet<string>,
    private readonly names: ReadonlySet<string>,
  ) {}

  /** The rule for a YAML file. `certain`: it was understood as a whole, and no value stands for another one. */
  static of(text: string, root: Node | undefined, certain: boolean): Disclosure {
    const columns = entriesOf(root, (name) => name === "columns").flatMap(({ value }) => entriesOf(value));
    const settings = entriesOf(root, isNearSensitive);
    const [setting] = settings;
    const listed = setting && namesIn(setting.value);
    const known = columns.flatMap(({ name, value }) => (value ? [name] : []));
    const names = new Set([...settingNames, ...known, ...((certain && listed) || [])]);
    if (!setting) {
      const isColumn = columns.some(({ name, value }) => isNearSensitive(name) && value && !isSeq(value));
      const isMentioned = certain ? !isColumn && namesSensitive(text) : /sensitive/i.test(text) || namesSensitive(text);
      return new Disclosure(isMentioned ? "closed" : "open", new Set(), names);
    }
    const isUnderstood = settings.length === 1 && setting.name === "sensitive" && certain;
    const isClear = isUnderstood && listed?.every((name) => known.includes(name)) === true;
    return new Disclosure(isClear ? "careful" : "closed", new Set(listed), names);
  }

  /** Whether everything may be shown. */
  get isOpen(): boolean {
    return this.degree === "open";
  }

  /** Whether the file says that the values of a column must not be shown. */
  isSensitive(column: string): boolean {
    return this.sensitive.has(column);
  }

  /** The position of an offset, with the line only where all lines may be shown. */
  at(source: SourceText, offset: number): Position {
    return source.at(offset, this.isOpen);
  }

  /** Whether a string that is not the value of a sensitive column may be shown. */
  shows(text: string): boolean {
    if (this.degree !== "careful") return this.isOpen;
    return this.sensitive.has(text) || ![...this.sensitive].some((name) => containsName(text, name));
  }

  /** The same for a value of any kind. */
  showsValue(value: CellValue | null | undefined): boolean {
    if (typeof value !== "object" || value === null) return this.shows(String(value));
    return isExpression(value) ? this.shows(value.expression) : value.every((item) => this.shows(String(item)));
  }

  /** Whether the name of a setting, or what a setting is set to, may be shown. */
  showsSetting(text: string): boolean {
    return this.shows(text) || this.names.has(text);
  }

  /** The same in quotes. */
  quoteSetting(text: string): string {
    return this.showsSetting(text) ? JSON.stringify(text) : notShown;
  }

  /** A string in quotes, where it may be shown. */
  quote(text: string): string {
    return this.shows(text) ? JSON.stringify(text) : notShown;
  }

  /** Whether a name may be shown. */
  showsName(name: string): boolean {
    return this.isOpen || this.names.has(name);
  }

  /** A name, where it may be shown. */
  name(name: string): string {
    return this.showsName(name) ? name : notShown;
  }

  /** A name in quotes, where it may be shown; likewise anything that stands where a name or a row should. */
  quoteName(name: string): string {
    return this.showsName(name) ? JSON.stringify(name) : notShown;
  }
}

function isNearSensitive(name: string): boolean {
  return nearestName(name, ["sensitive"]) !== undefined;
}

/** Whether something that looks like a key of YAML is `sensitive`, or nearly. */
function namesSensitive(text: string): boolean {
  const words = new Set([...text.matchAll(/([\p{L}_-]{7,11})["']?[ \t]*:/gu)].map(([, word = ""]) => word));
  return [...words].some(isNearSensitive);
}

function entriesOf(node: unknown, wanted: (name: string) => boolean = () => true): { name: string; value: unknown }[] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
    return name !== undefined && wanted(name) ? [{ name, value: isEmpty(value) ? undefined : value }] : [];
  });
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && (value.value === null || value.value === ""));
}

/** The names in a list, or one alone; `undefined` where it is anything else. */
function namesIn(value: unknown): string[] | undefined {
  const items: unknown[] = isSeq(value) ? value.items : [value];
  const names = items.map((item) => (isScalar(item) && typeof item.value === "string" ? item.value : undefined));
  return names.every((name) => name !== undefined && name !== "") ? (names as string[]) : undefined;
}

function containsName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + name.length])) return true;
  }
  return false;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
