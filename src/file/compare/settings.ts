import { sameColumn, sameDescription, toDeclaration, toSettings } from "../../core/schema/same-settings";
import { foldName, type ObservedTable } from "../../core/schema/declaration";
import type { SettingChange } from "../../report/report";
import type { TableFile } from "../format/table-file";
import { ownMember } from "../format/own-member";

/** What differs in the settings of the table itself. Tags of others are left alone; a lock level that the file does not name stays. */
export function compareTableSettings({ table }: TableFile, observed: ObservedTable): SettingChange[] {
  const settings: (SettingChange | undefined)[] = [
    setting("name", observed.name, table.name, observed.name === table.name),
    setting(
      "description",
      observed.description,
      table.description,
      sameDescription(observed.description, table.description),
    ),
    setting("timeZone", observed.timeZone, table.timeZone, observed.timeZone === table.timeZone),
    table.lockLevel &&
      setting("lockLevel", observed.lockLevel, table.lockLevel, observed.lockLevel === table.lockLevel),
    ...Object.entries(table.tags ?? {}).map(([key, value]) =>
      setting(`tags.${key}`, ownMember(observed.tags, key), value, ownMember(observed.tags, key) === value),
    ),
  ];
  return settings.filter((one) => one !== undefined);
}

/** What differs in the columns. Columns that the file does not name are left alone, unless it says that they may be removed. */
export function compareColumns({ table }: TableFile, observed: ObservedTable): SettingChange[] {
  const live = new Map(observed.attributes.map((column) => [foldName(column.name), column]));
  const declared = Object.entries(table.attributes).map(([name, column]): SettingChange | undefined => {
    if (!column) return undefined;
    const { renamedFrom, ...after } = column;
    const now = live.get(foldName(name)) ?? (renamedFrom === undefined ? undefined : live.get(foldName(renamedFrom)));
    const path = `attributes.${name}`;
    if (!now) return { kind: "create", path, after };
    if (sameColumn(toSettings(name, after), now)) return undefined;
    const before = { ...(now.name !== name && { name: now.name }), ...toDeclaration(now) };
    return { kind: "update", path, before, after: { ...(now.name !== name && { name }), ...after } };
  });
  const removed = (table.allowAttributeRemoval ?? []).map((name): SettingChange | undefined => {
    const now = live.get(foldName(name));
    return now && { kind: "delete", path: `attributes.${now.name}`, before: toDeclaration(now) };
  });
  return [...declared, ...removed].filter((one) => one !== undefined);
}

function setting(path: string, before: unknown, after: unknown, same: boolean): SettingChange | undefined {
  if (same) return undefined;
  const kind = before === undefined ? "create" : after === undefined ? "delete" : "update";
  return { kind, path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
