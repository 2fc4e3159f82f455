import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { programFolder, workFolder } from "./prepare.mjs";

/** The port that is tried first, and that `env.sh` names. */
export const ownPort = 4500;

const dataFile = join(workFolder, "simulator.json");
/** Holds the address of a simulator that serves the page. */
const addressFile = join(workFolder, "page-address");

/** The simulator of the installed package, with its data in a file; the one that serves the page, if there is one: both would write that file. */
export async function openSimulator({ isEmpty }) {
  const running = await runningSimulator();
  if (running) {
    if (isEmpty) await fetch(`${running}/_simulator/data`, { method: "DELETE" });
    return { url: running, isOther: true, close: async () => undefined };
  }
  if (isEmpty) rmSync(dataFile, { force: true });
  const { startSimulator } = createRequire(join(programFolder, "index.js"))("pulumi-connect-data-tables/simulator");
  return await startSimulator({ dataFile, port: ownPort }).catch(() => startSimulator({ dataFile }));
}

/** Serves the page until Ctrl-C. Resolves to the exit code. */
export async function servePage(simulator) {
  console.log(`The table in a browser: ${simulator.url}/`);
  if (simulator.isOther) return 0;
  writeFileSync(addressFile, simulator.url);
  console.log(
    "Press Ctrl-C to stop. Meanwhile, in another terminal: npm run quickstart -- refresh --preview-only --diff",
  );
  try {
    await new Promise((resolve) => ["SIGINT", "SIGTERM"].forEach((signal) => process.once(signal, resolve)));
  } finally {
    rmSync(addressFile, { force: true });
  }
  return 0;
}

async function runningSimulator() {
  try {
    const url = readFileSync(addressFile, "utf8");
    const answer = await fetch(`${url}/_simulator/view`);
    return answer.ok ? url : undefined;
  } catch {
    return undefined;
  }
}
