/** Where two sets of properties differ, as lines of a detailed diff. */
import { isRecord, ownMember } from "../../core/record";
import type { Path, Properties } from "./properties";
import type { PathChange } from "./resource-kind";

/** Each member that differs, down to `depth` names; what is added or removed as a whole is one line. */
export function pathChanges(old: Properties, now: Properties, depth: number, path: Path = []): PathChange[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return names.flatMap((name): PathChange[] => {
    const [before, after] = [ownMember(old, name), ownMember(now, name)];
    const at = [...path, name];
    if (isSame(before, after)) return [];
    if (before === undefined) return [{ path: at, change: "add" }];
    if (after === undefined) return [{ path: at, change: "delete" }];
    if (depth > 1 && isRecord(before) && isRecord(after)) return pathChanges(before, after, depth - 1, at);
    return [{ path: at, change: "update" }];
  });
}

function isSame(a: unknown, b: unknown): boolean {
  if (isRecord(a) && isRecord(b)) return pathChanges(a, b, 1).length === 0;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A path as the engine writes it: `rows["Berlin | DE"].Opens`. */
export function pathText(path: Path): string {
  return path
    .map((name, index) => {
      if (/^\d+$/.test(name)) return `[${name}]`;
      const isPlain = /^[A-Za-z_$][\w$]*$/.test(name);
      return isPlain ? `${index > 0 ? "." : ""}${name}` : `["${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"]`;
    })
    .join("");
}
