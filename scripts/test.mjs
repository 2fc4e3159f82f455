/**
 * Runs everything that must hold, one suite after the other, and says at the end how much of it does.
 *
 * Usage: npm test                    everything
 *        npm test -- unit e2e        some suites: checks, unit, contract, scenario, host, cli, soak, fuzz, bench, security, e2e
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEngine, EngineError } from "./engine.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const checks = ["typecheck", "lint", "format:check"];
const suites = ["unit", "contract", "scenario", "cli", "fuzz", "soak", "security", "host", "bench", "e2e"];
/** Suites that run the real `pulumi`. */
const onTheEngine = new Set(["host", "bench", "security", "e2e"]);

/** Runs a command from the project's folder; resolves to its exit code. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function title(text) {
  console.log(process.stdout.isTTY && !process.env.NO_COLOR ? `\n\u001b[1m${text}\u001b[22m` : `\n${text}`);
}

async function runCheck(name) {
  title(name);
  return { name, failures: (await run("npm", ["run", "--silent", name])) === 0 ? 0 : 1, passes: 0, pending: 0 };
}

/** One folder of specs in a process of its own. A suite that ends without a result has failed, and so has a test that was skipped. */
async function runSuite(name, folder) {
  title(name);
  const result = join(folder, `${name}.json`);
  const options = ["--reporter", join(root, "scripts", "test-reporter.cjs"), "--reporter-option", `output=${result}`];
  await run("npx", ["mocha", `test/${name}/**/*.spec.ts`, ...options]);
  if (!existsSync(result)) return { name, failures: 1, passes: 0, pending: 0 };
  return { name, ...JSON.parse(readFileSync(result, "utf8")) };
}

function hasSpecs(name) {
  const folder = join(root, "test", name);
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => file.endsWith(".spec.ts"));
}

function summary(results) {
  const sum = (member) => results.reduce((total, result) => total + result[member], 0);
  title("Summary");
  for (const { name, passes, failures, pending, seconds } of results) {
    const counts = checks.includes(name)
      ? failures === 0
        ? "holds"
        : "FAILED"
      : `${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} SKIPPED` : ""}`;
    console.log(`  ${name.padEnd(14)} ${counts.padEnd(28)} ${seconds.toFixed(0).padStart(4)} s`);
  }
  console.log(`\n${sum("passes")} tests passed, ${sum("failures")} failed, ${sum("pending")} skipped.`);
  return sum("failures") + sum("pending") === 0;
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - start) / 1000 };
}

async function main(wanted) {
  const known = ["checks", ...suites];
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no suite ${unknown.join(", ")}; known are ${known.join(", ")}.`);
  const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
  const chosen = suites.filter((name) => isWanted(name) && hasSpecs(name));
  if (chosen.some((name) => onTheEngine.has(name))) {
    title("engine");
    console.log((await ensureEngine()).binDir);
  }
  const folder = mkdtempSync(join(tmpdir(), "connect-data-tables-"));
  const results = [];
  for (const name of isWanted("checks") ? checks : []) results.push(await timed(() => runCheck(name)));
  for (const name of chosen) results.push(await timed(() => runSuite(name, folder)));
  rmSync(folder, { recursive: true });
  return summary(results);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof EngineError ? error.message : String(error.message ?? error));
  process.exitCode = 1;
}
