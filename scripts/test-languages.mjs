// Runs what needs language hosts beside Node, or changes over between the doors, on the real engine: `npm run test:languages [-- <spec>…]`.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureEngine, ensureGenerator, ensureLanguages, EngineError } from "./engine.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const specs = process.argv.slice(2);

try {
  await ensureEngine();
  await ensureLanguages();
  await ensureGenerator();
  const files = specs.length > 0 ? specs.map((name) => `test/languages/${name}.spec.ts`) : ["test/languages/*.spec.ts"];
  const options = { cwd: root, stdio: "inherit", shell: process.platform === "win32" };
  const child = spawn("npx", ["mocha", "--reporter", "spec", ...files], options);
  child.once("close", (code) => (process.exitCode = code ?? 1));
} catch (error) {
  console.error(error instanceof EngineError ? error.message : String(error.message ?? error));
  process.exitCode = 1;
}
