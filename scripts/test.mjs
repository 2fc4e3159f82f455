/**
 * Runs everything that must hold, as much at a time as the machine has processors for, and says at the end how much of it does.
 *
 * Usage: npm test                    everything but verbs and guides, which take long
 *        npm test -- unit e2e        some suites: checks, host, contract, probe, bench, unit, security, soak, scenario, cli, fuzz, plugin, e2e,
 *                                    verbs, guides
 *        npm run test:long           verbs and guides
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEngine, EngineError } from "./engine.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const checks = ["typecheck", "lint", "format:check"];
/** The longest first, so that no processor waits for a long one at the end. */
const suites = "host contract probe bench unit security soak scenario cli fuzz plugin e2e verbs guides".split(" ");
/** Suites that run only when they are named. */
const onRequest = ["verbs", "guides"];
/** Suites that run the real `pulumi`. */
const onTheEngine = new Set(["host", "bench", "security", "e2e", ...onRequest]);
/** Suites whose specs take long enough to run side by side; the others run beside each other. */
const manySpecs = new Set(["e2e", ...onRequest]);

/** Suites that run side by side, and specs but for two more, because those often wait; more would get in each other's way. */
const jobs = Math.min(4, availableParallelism());

/** Runs a command from the project's folder; resolves to its exit code and all that it printed, which is shown as it comes unless `isQuiet`. */
function run(command, args, { isQuiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = isQuiet ? ["ignore", "pipe", "pipe"] : "inherit";
    const child = spawn(command, args, { cwd: root, stdio, shell: process.platform === "win32" });
    let text = "";
    child.stdout?.on("data", (part) => (text += part));
    child.stderr?.on("data", (part) => (text += part));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, text }));
  });
}

function title(text) {
  console.log(process.stdout.isTTY && !process.env.NO_COLOR ? `\n\u001b[1m${text}\u001b[22m` : `\n${text}`);
}

async function runCheck(name) {
  const { code, text } = await run("npm", ["run", "--silent", name], { isQuiet: true });
  return { name, text, failures: code === 0 ? 0 : 1, passes: 0, pending: 0 };
}

/** One folder of specs in a process of its own. A suite that ends without a result has failed, and so has a test that was skipped. */
async function runSuite(name, folder, { isQuiet }) {
  const result = join(folder, `${name}.json`);
  const options = ["--reporter", join(root, "scripts", "test-reporter.cjs"), "--reporter-option", `output=${result}`];
  const specs = isQuiet ? [`test/${name}/**/*.spec.ts`] : longestFirst(specsOf(name));
  const parallel = isQuiet ? [] : ["--parallel", "--jobs", String(jobs + 2)];
  const { text } = await run("npx", ["mocha", ...specs, ...options, ...parallel], { isQuiet });
  if (!existsSync(result)) return { name, text, failures: 1, passes: 0, pending: 0 };
  return { name, text, ...JSON.parse(readFileSync(result, "utf8")) };
}

/** Runs the tasks, `jobs` of them at a time; what each printed is shown when it ends. */
async function runSideBySide(tasks) {
  const results = [];
  const queue = [...tasks];
  const lane = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const result = await timed(task.run);
      title(task.name);
      if (result.text.trim() !== "") console.log(result.text.trimEnd());
      results[tasks.indexOf(task)] = result;
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  return results;
}

/** The specs of a suite, as paths from the project's folder. */
function specsOf(name) {
  const folder = join("test", name);
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true }) : [];
  return files.filter((file) => file.endsWith(".spec.ts")).map((file) => join(folder, file));
}

/** By the longest timeout that a spec gives itself; among equals, more text runs longer, near enough. */
function longestFirst(specs) {
  const known = specs.map((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const timeouts = [...text.matchAll(/\btimeout\(([\d_]+)\)/g)].map(([, number]) =>
      Number(number.replaceAll("_", "")),
    );
    return { file, timeout: Math.max(0, ...timeouts), size: text.length };
  });
  return known.sort((a, b) => b.timeout - a.timeout || b.size - a.size).map(({ file }) => file);
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
  const isWanted = (name) => wanted.includes(name) || (wanted.length === 0 && !onRequest.includes(name));
  const chosen = suites.filter((name) => isWanted(name) && specsOf(name).length > 0);
  if (chosen.some((name) => onTheEngine.has(name))) {
    title("engine");
    console.log((await ensureEngine()).binDir);
  }
  const folder = mkdtempSync(join(tmpdir(), "connect-data-tables-"));
  const small = chosen.filter((name) => !manySpecs.has(name));
  const results = await runSideBySide([
    ...(isWanted("checks") ? checks : []).map((name) => ({ name, run: () => runCheck(name) })),
    ...small.map((name) => ({ name, run: () => runSuite(name, folder, { isQuiet: true }) })),
  ]);
  for (const name of chosen.filter((one) => manySpecs.has(one))) {
    title(name);
    results.push(await timed(() => runSuite(name, folder, { isQuiet: false })));
  }
  rmSync(folder, { recursive: true });
  return summary(results);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof EngineError ? error.message : String(error.message ?? error));
  process.exitCode = 1;
}
