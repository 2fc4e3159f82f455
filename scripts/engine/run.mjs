import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearInterval, setInterval } from "node:timers";

const HEARTBEAT_MS = 10_000;

/** Runs a command to its end. Never throws: a command that cannot be started has code -1 and the reason in `stderr`. */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (output.stdout += chunk));
    child.stderr.on("data", (chunk) => (output.stderr += chunk));
    child.on("error", (error) => done({ code: -1, ...output, stderr: error.message }));
    child.on("close", (code) => done({ code: code ?? -1, ...output }));
  });
}

/** Waits for `work`, with a sign of life every ten seconds: some of the steps take minutes. */
export async function withHeartbeat(log, what, work) {
  const start = Date.now();
  const beat = setInterval(() => log(`  still ${what()}, ${Math.round((Date.now() - start) / 1000)} s`), HEARTBEAT_MS);
  try {
    return await work;
  } finally {
    clearInterval(beat);
  }
}

/** The version that a `pulumi` reports, or "" when it does not run. */
export async function askVersion(pulumi, env) {
  const home = mkdtempSync(join(tmpdir(), "pulumi-version-")); // it writes logs into its home
  try {
    const quiet = { ...env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { code, stdout } = await run(pulumi, ["version"], { env: quiet, timeout: 15_000 });
    return code === 0 ? (/\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] ?? "") : "";
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
