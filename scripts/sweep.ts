/**
 * Every personality × lock level × scenario: `npm run sweep`, or with a part of a scenario's name and a part of a personality's as arguments.
 * The memory of a provider process is its module state, so the plays are spread over processes, one for each core.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { personalities } from "../src/simulator";
import { scenarios } from "../test/scenario/scenarios";
import { levels, play, withoutPauses } from "../test/scenario/sweep";

const share = /^(\d+)\/(\d+)$/.exec(process.env.SWEEP_SHARE ?? "");

/** Plays one share of all and prints a line for each that failed. */
async function playShare(index: number, shares: number, wanted: string, wantedPersonality: string): Promise<void> {
  withoutPauses();
  const plays = scenarios
    .filter(({ name }) => name.includes(wanted))
    .flatMap((scenario) =>
      Object.keys(personalities)
        .filter((name) => name.includes(wantedPersonality))
        .flatMap((personality) => levels.map((level) => ({ scenario, personality, level }))),
    )
    .filter((_, position) => position % shares === index);
  let failed = 0;
  for (const { scenario, personality, level } of plays) {
    try {
      await play(scenario, personality, level);
    } catch (error) {
      failed++;
      const text = (error as Error).message.split("\n").slice(0, 12).join("\n  ");
      console.log(`${scenario.name} | ${personality} | ${level}\n  ${text}`);
    }
  }
  console.log(`SHARE ${plays.length} ${failed}`);
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
  const args = [...process.execArgv, ...process.argv.slice(1)];
  const child = spawn(process.execPath, args, { env: { ...process.env, SWEEP_SHARE: which }, stdio: "pipe" });
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

const [wanted = "", wantedPersonality = ""] = process.argv.slice(2);
void (share ? playShare(Number(share[1]), Number(share[2]), wanted, wantedPersonality) : main());
