import { listOf } from "../../core/text";
import { nearestName } from "./nearest-name";
import type { NumberShape, RecordShape, Shape, TextShape } from "./shape";

/** What a shape wants, in words that follow "Give". */
export function wanted(shape: Shape | undefined): string {
  switch (shape?.kind) {
    case undefined:
      return "a value";
    case "text":
      return wantedText(shape);
    case "number":
      return wantedNumber(shape);
    case "boolean":
      return "true or false";
    case "false":
      return "false";
    case "null":
      return "null";
    case "list":
      return `a list, such as [${shape.items.kind === "record" ? "{ … }" : "a, b"}]`;
    case "map":
      return `names, each with ${wanted(shape.value)}`;
    case "record":
      return `a mapping with ${listOf(Object.keys(shape.fields))}`;
    case "either":
      return shape.options.map(wanted).join(", or ");
    case "cells":
      return "columns, each with a value";
    case "rows":
      return "a list of rows";
  }
}

/** The settings that would make sense instead of an unknown one; the nearest first, if one is near. */
export function knownSettings(name: string, shape: RecordShape): string {
  const names = Object.keys(shape.fields);
  const meant = nearestName(name, names);
  return meant ? `Did you mean ${JSON.stringify(meant)}?` : `Settings here: ${listOf(names)}.`;
}

function wantedText(shape: TextShape): string {
  if (shape.values)
    return listOf(
      shape.values.map((value) => (value === "\t" ? '"\\t"' : value)),
      "or",
    );
  if (shape.minLength !== undefined && shape.maxLength !== undefined) {
    return `a text of ${shape.minLength} to ${shape.maxLength} characters`;
  }
  return shape.minLength !== undefined ? "a text" : "a text in quotes";
}

function wantedNumber({ integer, minimum, maximum, above }: NumberShape): string {
  const kind = integer ? "a whole number" : "a number";
  if (above !== undefined) return `${kind} above ${above}`;
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`;
  return minimum !== undefined ? `${kind} of at least ${minimum}` : kind;
}
