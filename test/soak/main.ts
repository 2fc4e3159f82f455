/**
 * `npm run soak -- [--count N | --minutes M] [--seed S] [--jobs J] [--engine K] [--kind table|stacks]`: random histories through the provider's
 * verbs, and K of them through the real engine. Half of them are of one values resource on one table, half of whole stacks; `--kind` plays one
 * kind only. `--personality FILE` plays against the service that `connect-data-tables probe --format json` found. A failure prints its seed and the shortest history that shows it.
 */
import { takePersonalityFile } from "../helpers/personality-file";
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { SoakKind, SoakResult } from "./run";

/** Histories that one process plays before the next one takes over. */
const share = 250;

const options = {
  count: { type: "string" },
  minutes: { type: "string" },
  seed: { type: "string" },
  jobs: { type: "string" },
  path: { type: "string" },
  engine: { type: "string" },
  kind: { type: "string" },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ args: takePersonalityFile(process.argv.slice(2)), options });
  const number = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : Number(text));
  const seed = number(values.seed, Math.floor(Math.random() * 1e9));
  const minutes = number(values.minutes, Infinity);
  const engine = number(values.engine, 0);
  const isEngineOnly = engine > 0 && values.count === undefined && values.minutes === undefined;
  const plan: Plan = {
    seed,
    count: isEngineOnly ? 0 : number(values.count, values.minutes === undefined ? 1000 : Infinity),
    deadline: performance.now() + minutes * 60_000,
    jobs: values.path === undefined ? number(values.jobs, availableParallelism()) : 1,
    path: values.path,
    kinds: values.kind === undefined ? ["table", "stacks"] : [kindOf(values.kind)],
  };
  await report("through the provider's verbs", plan, share, ({ kind, seed, count, index }) =>
    playShare([kind, seed + index, count, ...(plan.path === undefined ? [] : [plan.path])]),
  );
  await report("through the real engine", { ...plan, count: engine }, 1, ({ kind, seed, index }) =>
    playShare([kind, seed, 1, "--engine", index + number(values.path, 0)]),
  );
}

function kindOf(text: string): SoakKind {
  if (text === "table" || text === "stacks") return text;
  throw new Error(`--kind is "${text}"; there are table and stacks.`);
}

/** What is to be played. */
interface Plan {
  readonly seed: number;
  readonly count: number;
  readonly deadline: number;
  readonly jobs: number;
  readonly path?: string;
  readonly kinds: readonly SoakKind[];
}

type PlayShare = (part: { kind: SoakKind; seed: number; count: number; index: number }) => Promise<SoakResult>;

/** Plays the histories of a plan and says how it went. */
async function report(how: string, plan: Plan, size: number, playPart: PlayShare): Promise<void> {
  if (plan.count === 0 || process.exitCode) return;
  const start = performance.now();
  const played = await playAll(plan, size, playPart);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const result = process.exitCode ? "a violation" : "no violation";
  console.log(`${played} histories ${how} in ${seconds} s, seed ${plan.seed}: ${result}`);
}

/** Shares the histories out to processes; stops at the first violation. */
async function playAll(
  { seed, count, deadline, jobs, kinds }: Plan,
  size: number,
  playPart: PlayShare,
): Promise<number> {
  let next = 0;
  let played = 0;
  const job = async () => {
    while (next * size < count && performance.now() < deadline && !process.exitCode) {
      const index = next++;
      const kind = kinds[index % kinds.length] ?? "table";
      const result = await playPart({ kind, seed, index, count: Math.min(size, count - index * size) });
      played += result.count;
      if (result.failure) showFailure(result, size === 1);
      else if (size === 1 || (index + 1) % 4 === 0) console.log(`${played} histories`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, job));
  return played;
}

function showFailure({ kind, seed, failure }: SoakResult, isEngine: boolean): void {
  if (!failure) return;
  process.exitCode = 1;
  console.log(["", ...failure.shown, `=> ${failure.violation}`].join("\n"));
  console.log(JSON.stringify(failure.history));
  const how = isEngine ? "--engine 1" : `--count ${share}`;
  console.log(`again: npm run soak -- --kind ${kind} --seed ${seed} ${how} --path ${failure.path}\n`);
}

function playShare(args: readonly (string | number)[]): Promise<SoakResult> {
  const node = ["--import", "tsx", join(__dirname, "worker.ts"), ...args.map(String)];
  const child = spawn(process.execPath, node, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
    child.on("error", reject);
    child.on("close", () => {
      try {
        resolve(JSON.parse(text.trim().split("\n").pop() ?? "") as SoakResult);
      } catch {
        reject(new Error(`the process of ${args.join(" ")} ended without a result: ${text}`));
      }
    });
  });
}

void main();
