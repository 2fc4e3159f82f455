/**
 * `npm run soak -- [--count N | --minutes M] [--seed S] [--jobs J] [--engine K]`: random histories through the provider's verbs, and K of them
 * through the real engine. A failure prints its seed and the shortest history that shows it.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { SoakResult } from "./run";
import { showHistory } from "./show";

/** Histories that one process plays before the next one takes over. */
const share = 250;

const options = {
  count: { type: "string" },
  minutes: { type: "string" },
  seed: { type: "string" },
  jobs: { type: "string" },
  path: { type: "string" },
  engine: { type: "string" },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const deadline = values.minutes === undefined ? Infinity : performance.now() + Number(values.minutes) * 60_000;
  const engineOnly = values.engine !== undefined && values.count === undefined && values.minutes === undefined;
  const count = values.count !== undefined ? Number(values.count) : values.minutes === undefined ? 1000 : Infinity;
  const start = performance.now();
  const played = engineOnly
    ? 0
    : await playAll({ seed, count, deadline, jobs: Number(values.jobs ?? availableParallelism()), path: values.path });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  if (!engineOnly)
    console.log(
      `${played} histories in ${seconds} s, seed ${seed}: ${process.exitCode ? "a violation" : "no violation"}`,
    );
}

/** Shares the histories out to processes; stops at the first violation. */
async function playAll(plan: {
  seed: number;
  count: number;
  deadline: number;
  jobs: number;
  path?: string;
}): Promise<number> {
  let next = 0;
  let played = 0;
  const job = async () => {
    while (next * share < plan.count && performance.now() < plan.deadline && !process.exitCode) {
      const index = next++;
      const result = await playShare(plan.seed + index, Math.min(share, plan.count - index * share), plan.path);
      played += result.count;
      if (result.failure) report(result);
      else if ((index + 1) % 4 === 0) console.log(`${played} histories`);
    }
  };
  await Promise.all(Array.from({ length: plan.path ? 1 : plan.jobs }, job));
  return played;
}

function report({ seed, failure }: SoakResult): void {
  if (!failure) return;
  process.exitCode = 1;
  console.log(["", ...showHistory(failure.history), `=> ${failure.violation}`].join("\n"));
  console.log(JSON.stringify(failure.history));
  console.log(`again: npm run soak -- --seed ${seed} --count ${share} --path ${failure.path}\n`);
}

function playShare(seed: number, count: number, path = ""): Promise<SoakResult> {
  const worker = join(__dirname, "worker.ts");
  const args = ["--import", "tsx", worker, String(seed), String(count), ...(path ? [path] : [])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
    child.on("error", reject);
    child.on("close", () => {
      try {
        resolve(JSON.parse(text.trim().split("\n").pop() ?? "") as SoakResult);
      } catch {
        reject(new Error(`the process of seed ${seed} ended without a result: ${text}`));
      }
    });
  });
}

void main();
