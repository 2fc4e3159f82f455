import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const windows = process.platform === "win32";

/** "linux-x64": the words of the official release archives. */
export const PLATFORM = `${windows ? "windows" : process.platform}-${process.arch}`;
/** The words of the Go tool chain for the same platform. */
export const GO_OS = windows ? "windows" : process.platform;
export const GO_ARCH = { x64: "amd64", ia32: "386" }[process.arch] ?? process.arch;

export const PULUMI = windows ? "pulumi.exe" : "pulumi";
export const LANGUAGE_HOST = windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
export const PLUGIN_SHIM = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";
export const ARCHIVE_SUFFIX = windows ? "zip" : "tar.gz";

/** The folder that holds one folder per engine. Outside the work tree: it outlives a clone and is never packed. */
export function cacheRoot(env) {
  if (env.PULUMI_ENGINE_CACHE_DIR) return resolve(env.PULUMI_ENGINE_CACHE_DIR);
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-connect-data-tables", "engine");
}

export function findOnPath(name, env) {
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
