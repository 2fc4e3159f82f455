import { isRecord, type Inputs } from "./steps";
import { settingValue } from "./read-inputs";
import type { SettingChange } from "../report";

/** Settings whose members are things of their own: a column, a tag. */
const nested = ["attributes", "tags"];

/** What differs between the settings of a resource before and after, column by column and tag by tag. `except`: not settings. */
export function compareSettings(
  { before, after }: { readonly before?: Inputs; readonly after?: Inputs },
  except: readonly string[],
): SettingChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return names
    .filter((name) => !name.startsWith("__") && !except.includes(name))
    .flatMap((name) => compareSetting([name], before?.[name], after?.[name]));
}

function compareSetting(path: readonly string[], before: unknown, after: unknown): SettingChange[] {
  const [old, now] = [settingValue(before), settingValue(after)];
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  if (path.length === 1 && nested.includes(path[0] ?? "") && (isRecord(old) || isRecord(now))) {
    const [olds, nows] = [isRecord(old) ? old : {}, isRecord(now) ? now : {}];
    const names = [...new Set([...Object.keys(olds), ...Object.keys(nows)])].sort();
    return names.flatMap((name) => compareSetting([...path, name], olds[name], nows[name]));
  }
  const kind = old === undefined ? "create" : now === undefined ? "delete" : "update";
  const values = { ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) };
  return [{ kind, path: path.join("."), ...values }];
}
