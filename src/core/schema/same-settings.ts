import type { Attribute, Validation } from "../model";
import type { ColumnDeclaration, ColumnSettings } from "./declaration";

/** A column of a declaration as the service holds columns. */
export function toSettings(name: string, column: ColumnDeclaration): ColumnSettings {
  const { type, primary = false, description, validation } = column;
  return settingsOf({ name, valueType: type, primary, description, validation });
}

/** The settings of a column as an update sends them: a description that says nothing is none. */
export function settingsOf({ name, valueType, primary, description, validation }: ColumnSettings): ColumnSettings {
  return { name, valueType, primary, description: description?.trim() ? description : undefined, validation };
}

/** A live column as a program would declare it; members that say nothing are left out. */
export function toDeclaration(column: Attribute): ColumnDeclaration {
  const { valueType: type, primary, description, validation } = column;
  return {
    type,
    ...(primary ? { primary } : {}),
    ...(description?.trim() ? { description } : {}),
    ...(validation && !sameRules(validation, undefined) ? { validation } : {}),
  };
}

/** Whether two descriptions mean the same: absent, empty and outer spaces do not count, because the service trims. */
export function sameDescription(a: string | undefined, b: string | undefined): boolean {
  return (a ?? "").trim() === (b ?? "").trim();
}

/** Whether two sets of rules mean the same: a rule that says nothing (`ignoreCase: false`, `minLength: 0`, no enum) is none. */
function sameRules(a: Validation | undefined, b: Validation | undefined): boolean {
  const [first, second] = [meaning(a), meaning(b)];
  return first.size === second.size && [...first].every(([rule, value]) => second.get(rule) === value);
}

/** Whether a declared column and another mean the same in all that the service holds, name included. */
export function sameColumn(a: ColumnSettings, b: ColumnSettings): boolean {
  return differingSettings(a, b).length === 0;
}

/** The settings of a column, in the words of a declaration. */
export const settingWords = {
  name: "name",
  valueType: "type",
  primary: "primary",
  description: "description",
  validation: "validation",
} as const satisfies Record<keyof ColumnSettings, string>;

/** The names of a column's settings. */
export const columnSettings = Object.keys(settingWords) as (keyof ColumnSettings)[];

/** The settings in which two columns differ, in the words of a declaration. */
export function differingSettings(a: ColumnSettings, b: ColumnSettings): string[] {
  return columnSettings.filter((setting) => !sameSetting(setting, a, b)).map((setting) => settingWords[setting]);
}

/** Whether a setting means the same in two columns. */
export function sameSetting(setting: keyof ColumnSettings, a: ColumnSettings, b: ColumnSettings): boolean {
  if (setting === "description") return sameDescription(a.description, b.description);
  return setting === "validation" ? sameRules(a.validation, b.validation) : a[setting] === b[setting];
}

function meaning(rules: Validation | undefined): Map<string, string> {
  const said = Object.entries(rules ?? {}).flatMap(([rule, value]: [string, unknown]): [string, string][] => {
    if (rule === "enum") return enumMeaning(value as Validation["enum"]);
    const saysNothing = value === undefined || value === false || (/^min(Length|Values)$/.test(rule) && value === 0);
    return saysNothing ? [] : [[rule, JSON.stringify(value)]];
  });
  return new Map(said);
}

/** The order of the values counts: the console offers them in it. */
function enumMeaning(rule: Validation["enum"]): [string, string][] {
  return rule && rule.values.length > 0 ? [["enum", JSON.stringify([rule.strict ?? false, rule.values])]] : [];
}
