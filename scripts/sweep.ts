/**
 * Every personality × lock level × scenario: `npm run sweep`, or with a part of a scenario's name and a part of a personality's as arguments.
 * Every combination of the ways of lock versions: `npm run sweep locks`, or every n-th of them: `npm run sweep locks 10`.
 * `--personality FILE`: the service that `connect-data-tables probe --format json` found, in the place of all personalities.
 * `TEST_DOOR=plugin npm run sweep` plays through the plugin.
 * The memory of a provider process is its module state, so the plays are spread over processes, one for each core.
 */
import { takePersonalityFile } from "../test/helpers/personality-file";
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { personalities } from "../src/simulator";
import { closePlugin } from "../test/helpers/stack/plugin";
import { lockWay, lockWays, playLocks } from "../test/scenario/locks";
import { scenarios } from "../test/scenario/scenarios";
import { levels, play, withoutPauses } from "../test/scenario/sweep";

interface Play {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const args = takePersonalityFile(process.argv.slice(2));
const share = /^(\d+)\/(\d+)$/.exec(process.env.SWEEP_SHARE ?? "");

function playsOf([wanted = "", more = ""]: readonly string[]): Play[] {
  if (wanted === "locks") {
    const every = Number(more || 1);
    const numbers = Array.from(
      { length: Math.floor(lockWays / every) },
      (_, i) => (i * every + (i % every)) % lockWays,
    );
    return numbers.map((number) => ({ name: JSON.stringify(lockWay(number)), run: () => playLocks(lockWay(number)) }));
  }
  return scenarios
    .filter(({ name }) => name.includes(wanted))
    .flatMap((scenario) =>
      Object.keys(personalities)
        .filter((name) => name.includes(more))
        .flatMap((personality) =>
          levels.map((level) => ({
            name: `${scenario.name} | ${personality} | ${level}`,
            run: () => play(scenario, personality, level),
          })),
        ),
    );
}

/** Plays one share of all and prints a line for each that failed. */
async function playShare(index: number, shares: number): Promise<void> {
  withoutPauses();
  const plays = playsOf(args).filter((_, position) => position % shares === index);
  let failed = 0;
  for (const { name, run } of plays) {
    try {
      await run();
    } catch (error) {
      failed++;
      const text = (error as Error).message.split("\n").slice(0, 12).join("\n  ");
      console.log(`${name}\n  ${text}`);
    }
  }
  console.log(`SHARE ${plays.length} ${failed}`);
  await closePlugin();
}

/** Starts the shares, shows what they print and adds up. */
async function main(): Promise<void> {
  const start = Date.now();
  const shares = availableParallelism();
  const runs = Array.from({ length: shares }, (_, index) => runShare(`${index}/${shares}`));
  const counts = await Promise.all(runs);
  const sum = (which: 0 | 1) => counts.reduce((total, count) => total + count[which], 0);
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`${sum(0)} played, ${sum(0) - sum(1)} passed, ${sum(1)} failed; ${seconds} s.`);
  process.exitCode = sum(1) === 0 && sum(0) > 0 ? 0 : 1;
}

function runShare(which: string): Promise<[number, number]> {
  const node = [...process.execArgv, process.argv[1] ?? "", ...args];
  const child = spawn(process.execPath, node, { env: { ...process.env, SWEEP_SHARE: which }, stdio: "pipe" });
  child.stderr.pipe(process.stderr);
  let text = "";
  child.stdout.on("data", (data: Buffer) => (text += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      const counts = /^SHARE (\d+) (\d+)$/m.exec(text);
      process.stdout.write(text.replace(/^SHARE .*\n/m, ""));
      if (counts) resolve([Number(counts[1]), Number(counts[2])]);
      else reject(new Error(`share ${which} ended without a result`));
    });
  });
}

void (share ? playShare(Number(share[1]), Number(share[2])) : main());
