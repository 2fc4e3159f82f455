// Sets up a real pulumi engine for the tests and the quickstart. The last line of standard output is the folder that has
// to be first on PATH; everything else goes to standard error. With `--languages` also the hosts of YAML and Python programs and the generator
// of SDKs; then the last line but one is their folder.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ensureEngine } from "./engine/ensure.mjs";
import { EngineError } from "./engine/errors.mjs";
import { ensureGenerator, ensureGoHost, ensureLanguages } from "./engine/languages.mjs";

export { ensureEngine, ensureGenerator, ensureGoHost, ensureLanguages, EngineError };

async function main() {
  try {
    if (process.argv.includes("--languages")) {
      await ensureGenerator();
      console.log(await ensureLanguages());
    }
    console.log((await ensureEngine()).binDir);
  } catch (error) {
    console.error(error instanceof EngineError ? error.message : error);
    process.exitCode = 1;
  }
}

const started = process.argv[1] && realpathSync(process.argv[1]);
if (started === fileURLToPath(import.meta.url)) void main();
