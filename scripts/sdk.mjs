// Writes the SDK of a language for the plugin: `npm run sdk -- <python|go|nodejs|java> <folder>`. Needs Go and a module proxy, and nothing else.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureGenerator, ensureJavaGenerator } from "./engine/languages.mjs";
import { run } from "./engine/run.mjs";
import { ENGINE_VERSION, OLDEST_GO } from "./engine/versions.mjs";

const schema = fileURLToPath(new URL("../schema/pulumi-schema.json", import.meta.url));

const LANGUAGES = ["python", "go", "nodejs", "java"];

/** What tells whether an SDK is of today's schema. */
export function schemaHash() {
  return createHash("sha256").update(readFileSync(schema)).digest("hex");
}

/** Writes the SDK of a language into a folder, from the schema in the package. */
export async function writeSdk(language, folder, options = {}) {
  if (!LANGUAGES.includes(language)) {
    throw new Error(`There is no generator for ${JSON.stringify(language)}; there are ${LANGUAGES.join(", ")}.`);
  }
  mkdirSync(folder, { recursive: true });
  const out = resolve(folder);
  const { code, stderr } = await (language === "java" ? writeJava(out, options) : writeOther(language, out, options));
  if (code !== 0) throw new Error(`The SDK for ${language} cannot be written: ${stderr.trim()}`);
  if (language === "go") writeFileSync(join(out, "go.mod"), goModule());
}

/** The generator writes packages for a module, and not what makes a module of them. */
function goModule() {
  const { modulePath } = JSON.parse(readFileSync(schema, "utf8")).language.go;
  return `module ${modulePath}\n\ngo ${OLDEST_GO}\n\nrequire github.com/pulumi/pulumi/sdk/v3 v${ENGINE_VERSION}\n`;
}

async function writeOther(language, folder, options) {
  return run(await ensureGenerator(options), [schema, language, folder]);
}

/** This generator empties the folder, and takes its name for a relative one. */
async function writeJava(folder, options) {
  const generator = await ensureJavaGenerator(options);
  const draft = mkdtempSync(join(tmpdir(), "sdk-java-"));
  try {
    const args = ["generate", "--schema", schema, "--out", "sdk", "--build", "gradle"];
    const result = await run(generator, args, { cwd: draft });
    if (result.code === 0) cpSync(join(draft, "sdk"), folder, { recursive: true });
    return result;
  } finally {
    rmSync(draft, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , language, folder] = process.argv;
  try {
    if (!language || !folder) throw new Error(`Usage: npm run sdk -- <${LANGUAGES.join("|")}> <folder>`);
    await writeSdk(language, folder);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
