import { toDeclaration } from "../core/schema/same-settings";
import type { ColumnSettings, ObservedTable } from "../core/schema/declaration";
import type { TableStep } from "../core/schema/steps";
import { compareSettings } from "./compare-settings";
import type { SettingChange } from "./report";

/** The settings that the steps of a table's plan change, in the order of the steps. */
export function reportSteps(steps: readonly TableStep[], { tags }: Pick<ObservedTable, "tags">): SettingChange[] {
  return steps.flatMap((step) => compareSettings(...statesOf(step, tags)));
}

function statesOf(step: TableStep, tags: ObservedTable["tags"]): Parameters<typeof compareSettings> {
  switch (step.kind) {
    case "createTable":
      return [{}, { ...step.metadata, tags: step.tags }];
    case "updateMetadata":
      return [step.before, step.after];
    case "tag":
      return [{ tags }, { tags: { ...tags, ...step.tags } }];
    case "untag": {
      const left = Object.entries(tags).filter(([key]) => !step.keys.includes(key));
      return [{ tags }, { tags: Object.fromEntries(left) }];
    }
    case "createAttribute":
      return [{}, { attributes: { [step.column]: toDeclaration(step.after) } }];
    case "updateAttribute":
      return [column(step.column, step.before), column(step.column, step.after)];
    case "deleteAttribute":
      return [{ attributes: { [step.column]: toDeclaration(step.before) } }, {}];
    default:
      return step satisfies never;
  }
}

/** A renamed column is one whose name changes. */
function column(name: string, settings: ColumnSettings) {
  return { attributes: { [name]: { name: settings.name, ...toDeclaration(settings) } } };
}
