// Writes the SDK of a language for the plugin: `npm run sdk -- <python|go|nodejs> <folder>`. Needs Go and a module proxy, and nothing else.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureGenerator } from "./engine/languages.mjs";
import { run } from "./engine/run.mjs";

const schema = fileURLToPath(new URL("../schema/pulumi-schema.json", import.meta.url));

/** What tells whether an SDK is of today's schema. */
export function schemaHash() {
  return createHash("sha256").update(readFileSync(schema)).digest("hex");
}

/** Writes the SDK of a language into a folder, from the schema in the package. */
export async function writeSdk(language, folder, options = {}) {
  const generator = await ensureGenerator(options);
  mkdirSync(folder, { recursive: true });
  const { code, stderr } = await run(generator, [schema, language, resolve(folder)]);
  if (code !== 0) throw new Error(`The SDK for ${language} cannot be written: ${stderr.trim()}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , language, folder] = process.argv;
  try {
    if (!language || !folder) throw new Error("Usage: npm run sdk -- <python|go|nodejs> <folder>");
    await writeSdk(language, folder);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
