import { diff } from "deep-diff";
import { compareText } from "../core/text";
import { isRecord, ownMember } from "../core/record";
import type { SettingChange } from "./report";

/** Settings by name. */
type Settings = Readonly<Record<string, unknown>>;

/** How many names a path has: a column is compared setting by setting, tags are compared tag by tag, anything else as a whole. */
const depths = new Map([
  ["attributes", 3],
  ["tags", 2],
]);

/** What differs between two states of the settings of a table or of its resource, sorted by path. */
export function compareSettings(before: Settings, after: Settings): SettingChange[] {
  const [old, now] = [withParts(before, after), withParts(after, before)];
  const paths = new Map<string, readonly string[]>();
  for (const { path = [] } of diff(old, now) ?? []) {
    const names = path.slice(0, depths.get(String(path[0])) ?? 1).map(String);
    paths.set(names.join("."), names);
  }
  return [...paths]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, names]) => changeOf(path, at(old, names), at(now, names)));
}

/** The settings with an empty one for each that has parts only on the other side, so that those parts are compared one by one. */
function withParts(settings: Settings, other: Settings): Settings {
  const open = [...depths.keys()].filter((name) => !isRecord(settings[name]) && isRecord(other[name]));
  return { ...settings, ...Object.fromEntries(open.map((name) => [name, {}])) };
}

function at(settings: Settings, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isRecord(value) ? ownMember(value, name) : undefined), settings);
}

function changeOf(path: string, before: unknown, after: unknown): SettingChange {
  const kind = before === undefined ? "create" : after === undefined ? "delete" : "update";
  return { kind, path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
