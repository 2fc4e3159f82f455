import { listOf } from "../text";
import type { NumberShape, Shape, TextShape } from "./shape";

/** What a writer calls the kinds of values: a program has objects, a file has mappings. */
export interface Terms {
  readonly text: string;
  /** A string that YAML might read as something else without quotes. */
  readonly anyText: string;
  readonly record: string;
  readonly list: string;
  /** One of a few words, as the writer would write it. */
  readonly word: (value: string) => string;
}

/** The terms of a program. */
export const programTerms: Terms = {
  text: "a string",
  anyText: "a string",
  record: "an object",
  list: '["a", "b"]',
  word: (value) => JSON.stringify(value),
};

/** The terms of a table file. */
export const fileTerms: Terms = {
  text: "a string",
  anyText: "a string in quotes",
  record: "a mapping",
  list: "[a, b]",
  word: (value) => (value === "\t" ? '"\\t"' : value),
};

/** What a shape wants, in words that follow "Use". */
export function wanted(shape: Shape | undefined, terms: Terms): string {
  switch (shape?.kind) {
    case undefined:
      return "a value";
    case "text":
      return wantedText(shape, terms);
    case "number":
      return wantedNumber(shape);
    case "boolean":
      return "true or false";
    case "false":
      return "false";
    case "null":
      return "null";
    case "list":
      return `a list, such as ${shape.items.kind === "record" ? "[{ … }]" : terms.list}`;
    case "map":
      return `${terms.record} of names, each with ${wanted(shape.value, terms)}`;
    case "record":
      return `${terms.record} with ${listOf(Object.keys(shape.fields))}`;
    case "either":
      return shape.options.map((option) => wanted(option, terms)).join(", or ");
    case "cells":
      return `${terms.record} of columns, each with a value`;
    case "rows":
      return "a list of rows";
  }
}

function wantedText({ values, minLength, maxLength }: TextShape, terms: Terms): string {
  if (values) return listOf(values.map(terms.word), "or");
  if (minLength !== undefined && maxLength !== undefined)
    return `${terms.text} of ${minLength} to ${maxLength} characters`;
  return minLength !== undefined ? terms.text : terms.anyText;
}

function wantedNumber({ integer, minimum, maximum, above }: NumberShape): string {
  const kind = integer ? "a whole number" : "a number";
  if (above !== undefined) return `${kind} above ${above}`;
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`;
  return minimum !== undefined ? `${kind} of at least ${minimum}` : kind;
}
