/** A Python with Pulumi and the generated SDK of the plugin, made once for a schema and kept in the user's cache. */
import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

/** Runs programs of today's SDK on the language host that is built from source. */
const pulumiVersion = "3.250.0";

/** The environment of commands whose programs are Python. */
export async function pythonEnvironment(): Promise<Record<string, string>> {
  const { writeSdk } = await import("../../scripts/sdk.mjs");
  const schema = readFileSync(resolve(__dirname, "../../schema/pulumi-schema.json"));
  const hash = createHash("sha256").update(pulumiVersion).update(schema).digest("hex").slice(0, 16);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-connect-data-tables");
  const folder = join(cache, `python-${hash}`);
  if (!existsSync(join(folder, "ready"))) {
    const sdk = mkdtempSync(join(tmpdir(), "sdk-"));
    rmSync(folder, { recursive: true, force: true });
    await writeSdk("python", sdk);
    command("python3", ["-m", "venv", folder]);
    command(join(folder, "bin", "pip"), ["install", "--quiet", `pulumi==${pulumiVersion}`, sdk]);
    rmSync(sdk, { recursive: true });
    writeFileSync(join(folder, "ready"), pulumiVersion);
  }
  return { VIRTUAL_ENV: folder, PATH: [join(folder, "bin"), process.env.PATH].join(delimiter) };
}

function command(name: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: "utf8" });
  assert.equal(status, 0, `${name} ${args.join(" ")} failed: ${error?.message ?? ""}${stdout}${stderr}`);
}
