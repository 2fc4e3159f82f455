// Runs spec files for the scripts that bring what those need first.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { EngineError } from "./engine.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs specs to their end; resolves to the exit code. */
export function mocha(files, env = {}) {
  const options = { cwd: root, env: { ...process.env, ...env }, stdio: "inherit", shell: process.platform === "win32" };
  const child = spawn("npx", ["mocha", "--reporter", "spec", ...files], options);
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

/** The body of such a script: `work` resolves to the exit code, and what cannot be had is told without a stack trace. */
export async function exitWith(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof EngineError ? error.message : String(error.message ?? error));
    process.exitCode = 1;
  }
}
