import { chmodSync, copyFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { NotAvailable } from "./errors.mjs";
import { PLUGIN_SHIM } from "./platform.mjs";

/**
 * Puts the starter of dynamic providers beside `pulumi`, out of the SDK in node_modules. Found anywhere else on PATH, it
 * costs a warning in every run.
 */
export function addPluginShim(binDir) {
  const target = join(binDir, PLUGIN_SHIM);
  if (existsSync(target)) return;
  copyFileSync(shimOfTheSdk(), target);
  chmodSync(target, 0o755);
}

function shimOfTheSdk() {
  try {
    const sdk = createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json");
    return join(dirname(sdk), PLUGIN_SHIM);
  } catch {
    throw new NotAvailable("the npm package @pulumi/pulumi is not installed; run `npm ci` first");
  }
}
