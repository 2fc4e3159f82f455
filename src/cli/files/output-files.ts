import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { visible } from "../../core/text";
import type { ProblemError } from "../../core/problem-error";
import { cliError } from "../context";

/** Refuses to go on when one of the files exists, unless it may be replaced. Devices and pipes (`/dev/stdout`) have nothing to lose. */
export function refuseExisting(paths: readonly string[], force: boolean): void {
  const existing = force ? [] : paths.filter((path) => kindOf(path) === "file");
  if (existing.length > 0) throw exists(existing);
}

/** Writes a file, and makes the folders above it. Unless forced, a file that someone made in the meantime stays as well. */
export function writeOutput(path: string, text: string, force: boolean): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: force || kindOf(path) === "other" ? "w" : "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === "EEXIST" && kindOf(path)
      ? exists([path])
      : cliError("FILE_NOT_WRITTEN", `cannot write ${visible(path)}: ${message}`);
  }
}

function exists(paths: readonly string[]): ProblemError {
  const them = paths.length === 1 ? "it" : "them";
  return cliError(
    "FILE_NOT_WRITTEN",
    `${paths.map(visible).join(" and ")} already ${paths.length === 1 ? "exists" : "exist"}; nothing was written.`,
    `\`--force\` replaces ${them}: comments and settings that only the file has, such as \`sensitive\` and \`ignore\`, are lost. \`pull\` brings live values into files and keeps the rest.`,
  );
}

function kindOf(path: string): "file" | "other" | undefined {
  try {
    return statSync(path).isFile() ? "file" : "other";
  } catch {
    return undefined;
  }
}
