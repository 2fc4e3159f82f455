import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEngine } from "../engine.mjs";
import { engineEnvironment } from "../engine/environment.mjs";
import { run } from "../engine/run.mjs";
import { packTarball, tarballHash } from "../pack.mjs";
import { inherit } from "./inherit.mjs";

const exampleFolder = fileURLToPath(new URL("../../examples/quickstart", import.meta.url));
/** What the quickstart keeps between two runs: the program, the simulator's data, Pulumi's home and state. */
export const workFolder = fileURLToPath(new URL("../../.work/quickstart/", import.meta.url));
/** The copy of the example in which pulumi runs, to be edited at will. */
export const programFolder = join(workFolder, "program");

const stack = "dev";

/** The engine, and the package in the example as npm packs it. Answers how to run pulumi there. */
export async function prepare() {
  const { binDir } = await ensureEngine();
  await installPackage();
  const environment = (endpoint) => ({
    ...engineEnvironment({ home: join(workFolder, "home"), binDir, endpoint }),
    PULUMI_STACK: stack,
  });
  return {
    pulumi: (endpoint) => async (args, options) => {
      const env = environment(endpoint);
      await ensureStack(env);
      return await inherit("pulumi", args, { cwd: programFolder, env, ...options });
    },
    environmentScript: (endpoint) =>
      Object.entries(environment(endpoint))
        .filter(([name]) => name === "PATH" || /^(PULUMI|AWS)_/.test(name))
        .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
        .join(""),
  };
}

/** The program as the repository has it; what was installed beside it stays. */
export function resetProgram() {
  mkdirSync(programFolder, { recursive: true });
  const isSource = (path) => !/[\\/](node_modules|Pulumi\.\w+\.yaml)$/.test(path);
  cpSync(exampleFolder, programFolder, { recursive: true, filter: isSource });
}

async function installPackage() {
  const tarball = await packTarball();
  const hash = tarballHash(tarball);
  const mark = join(programFolder, "node_modules", ".tarball");
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return;
  console.error("Installing the packed package beside a copy of examples/quickstart …");
  const quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { code, stdout, stderr } = await run(npm, ["install", ...quiet, tarball], { cwd: programFolder });
  if (code !== 0) throw new Error(`npm install in .work/quickstart/program failed:\n${stdout}${stderr}`);
  writeFileSync(mark, hash);
}

async function ensureStack(env) {
  const { code, stderr } = await run("pulumi", ["stack", "select", "--create", stack], { cwd: programFolder, env });
  if (code !== 0) throw new Error(`pulumi could not make a stack:\n${stderr}`);
}
