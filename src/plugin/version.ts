/** Which version the plugin is, bundled into one file or not. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Set where the plugin is bundled into one file. */
declare const bundledVersion: string | undefined;

/** The version of the plugin, which is that of the package. */
export function pluginVersion(): string {
  if (typeof bundledVersion === "string") return bundledVersion;
  const text = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
