// Runs what needs language hosts beside Node, or changes over between dynamic resources and the plugin, on the real engine; then the recorded
// sequences of verbs with dynamic resources; and then, through the plugin, these and specs that `npm test` runs with dynamic resources:
// `npm run test:languages [-- <spec>…]`. The pairs of the sweep go both ways in `npm test`.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureEngine, ensureGenerator, ensureLanguages, EngineError } from "./engine.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const specs = process.argv.slice(2);
const sequences = "test/sequences/*.spec.ts";
const onTheEngine = ["conflicts-page", "secrets-everywhere", "crash"];
const throughPlugin = [
  "test/contract/**/*.spec.ts",
  ...["values", "values-locks"].map((name) => `test/scenario/${name}.spec.ts`),
  sequences,
  ...onTheEngine.map((name) => `test/e2e/${name}.spec.ts`),
];

/** Runs specs to their end; resolves to the exit code. */
function mocha(files, env = {}) {
  const options = { cwd: root, env: { ...process.env, ...env }, stdio: "inherit", shell: process.platform === "win32" };
  const child = spawn("npx", ["mocha", "--reporter", "spec", ...files], options);
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

try {
  await ensureEngine();
  await ensureLanguages();
  await ensureGenerator();
  const ofLanguages = specs.length > 0 ? specs : ["*"];
  const codes = [await mocha(ofLanguages.map((name) => `test/languages/${name}.spec.ts`))];
  if (specs.length === 0) codes.push(await mocha([sequences]), await mocha(throughPlugin, { TEST_DOOR: "plugin" }));
  process.exitCode = Math.max(...codes);
} catch (error) {
  console.error(error instanceof EngineError ? error.message : String(error.message ?? error));
  process.exitCode = 1;
}
