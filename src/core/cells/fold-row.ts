import { canonicalDecimal, isDecimal } from "../decimal";
import type { Attributes, PrimaryValues } from "../model";
import { compareText } from "./row-key";

/** Primary values as one text that is equal for all spellings that the service takes for one row. */
export type FoldRow = (primaryValues: PrimaryValues) => string;

/** Case is folded only where the key column says IgnoreCase; a number key is the same number however it is written. */
export function foldRow(attributes: Attributes): FoldRow {
  const fold = (name: string, value: string) => {
    const attribute = attributes.get(name);
    if (attribute?.valueType === "NUMBER" && isDecimal(value)) return canonicalDecimal(value);
    return attribute?.validation?.ignoreCase ? value.toLowerCase() : value;
  };
  return (primaryValues) =>
    JSON.stringify(
      Object.keys(primaryValues)
        .sort(compareText)
        .map((name) => [name, fold(name, primaryValues[name] ?? "")]),
    );
}
