import { isMap, isScalar, type Node, type Scalar, type YAMLMap } from "yaml";
import type { Position } from "../../core/problem";
import { shorten } from "../../core/text";
import type { YamlFile } from "./parse-yaml";
import type { Problems, Subject } from "../format/problems";

/** One entry of a mapping. */
export interface Entry {
  readonly name: string;
  /** Where the name stands. */
  readonly offset: number;
  /** What stands behind it; absent when nothing does. */
  readonly value: Node | undefined;
}

/** What the readers of a file share. */
export interface Reading {
  readonly file: YamlFile;
  readonly problems: Problems;
  /** The position of an offset. */
  readonly at: (offset: number) => Position;
}

/** The entries of a mapping. Keys that are no plain name, merge keys and a name's second occurrence are reported and left out. */
export function readEntries(map: YAMLMap, { file, problems, at: position }: Reading, about: Subject = {}): Entry[] {
  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (const pair of map.items) {
    const key = file.resolve(pair.key as Node);
    const offset = offsetOf(pair.key as Node) ?? offsetOf(map) ?? 0;
    const at = position(offset);
    if (!isScalar(key)) {
      const hint = "Write `name: value`.";
      problems.add("YAML_UNSUPPORTED", at, "this is a list or a mapping, not a name.", hint, about);
      continue;
    }
    const name = textOf(key);
    if (name === "<<" && key.type === "PLAIN") {
      const hint = "Write the values out; values that all rows share belong in the default record (`defaults`).";
      problems.add("YAML_UNSUPPORTED", at, "merge keys (<<) are not supported in a table file.", hint, about);
    } else if (key.type === "PLAIN" && slipOf(name)) {
      problems.add("YAML_SYNTAX", at, "this is not the name that it appears to be.", slipOf(name), about);
    } else if (seen.has(name)) {
      const message = `${file.disclosure.quoteName(name)} appears here twice.`;
      problems.add("DUPLICATE_ENTRY", at, message, "Keep one of the two.", about);
    } else {
      seen.add(name);
      entries.push({ name, offset, value: valueOf(pair.value as Node | null, file) });
    }
  }
  return entries;
}

/** What to do about a name without quotes that took in what stands before or behind it; `undefined` for a sound one. */
function slipOf(name: string): string | undefined {
  if (/^[^\S \t]/.test(name))
    return "Indent with plain spaces: the line begins with a character that only looks like one.";
  return /^\S+:[{[]/.test(name) ? "Put a space after the colon: `name: { … }`." : undefined;
}

/** The text of a scalar, as it is written. */
export function textOf(scalar: Scalar): string {
  return typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
}

/** Whether a scalar stands there without quotes, so that other tools go by its look. */
export function isPlain(scalar: Scalar): boolean {
  return scalar.type === "PLAIN" && scalar.tag === undefined;
}

/** Where a node begins. */
export function offsetOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}

/** What stands there, in words; `quote` decides whether its text is shown. */
export function kindOf(node: Node, quote: (text: string) => string): string {
  if (isMap(node)) return "a mapping";
  return isScalar(node) ? quote(shorten(textOf(node))) : "a list";
}

function valueOf(node: Node | null, file: YamlFile): Node | undefined {
  if (!node) return undefined;
  const value = file.resolve(node);
  return isScalar(value) && isPlain(value) && textOf(value) === "" ? undefined : value;
}
