import { listOf } from "../text";
import { differingSettings } from "./same-settings";
import type { TableStep } from "./steps";
import { quote } from "./validate/problem";

/** A step in the words of a person, as `rename the column "Places" to "Seats"`. */
export function describeStep(step: TableStep): string {
  switch (step.kind) {
    case "createTable":
      return `create the table ${quote(step.metadata.name)}`;
    case "updateMetadata":
      return `change the settings of the table`;
    case "tag":
      return `write the tags ${listOf(Object.keys(step.tags).map(quote))}`;
    case "untag":
      return `remove the tags ${listOf(step.keys.map(quote))}`;
    case "createAttribute":
      return `create the column ${quote(step.column)}`;
    case "updateAttribute": {
      const settings = differingSettings(step.before, step.after);
      if (!settings.includes("name")) return `change ${listOf(settings)} of the column ${quote(step.column)}`;
      const others = settings.filter((setting) => setting !== "name");
      const rename = `rename the column ${quote(step.before.name)} to ${quote(step.after.name)}`;
      return others.length === 0 ? rename : `${rename} and change its ${listOf(others)}`;
    }
    case "deleteAttribute":
      return `remove the column ${quote(step.column)} and its values`;
    default:
      return step satisfies never;
  }
}
