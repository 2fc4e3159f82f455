/**
 * Kills `pulumi` or the provider at random moments of an apply, `count` times; a kill that comes too late does not count.
 * `npm run crash -- [count] [seed]`; a seed makes the same choices again.
 */
import { KillLane, killLevels, type KillRun } from "../test/helpers/kill-lane";

/** Kills on one stack, then a new one: the first run of each creates. */
const killsPerLane = 10;

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 100);
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
  const runs: KillRun[] = [];
  const failures: string[] = [];
  for (let lane = 0; lane * killsPerLane < count; lane++) {
    const level = killLevels[lane % killLevels.length] ?? "VALUE";
    const ofLane = await runLane(seed + lane, level, Math.min(killsPerLane, count - lane * killsPerLane), failures);
    runs.push(...ofLane);
  }
  report(runs, failures, { count, seed });
}

async function runLane(seed: number, level: (typeof killLevels)[number], count: number, failures: string[]) {
  const lane = await KillLane.start(seed, level);
  const runs: KillRun[] = [];
  try {
    while (kills(runs) < count) {
      const result = await lane.run();
      runs.push(result);
      console.log(describe(result));
    }
    console.log(describe(await lane.destroy()));
  } catch (error) {
    failures.push(`seed ${seed}, ${level}, run ${runs.length + 1}: ${(error as Error).message}`);
    console.log(failures.at(-1));
  } finally {
    await lane.close();
  }
  return runs;
}

function kills(runs: readonly KillRun[]): number {
  return runs.filter(({ struck }) => struck).length;
}

function describe({
  level,
  command,
  victim,
  request,
  delay,
  struck,
  done,
  cells,
  orphaned,
  contested,
}: KillRun): string {
  const blow = struck ? `${victim} killed ${delay} ms after request ${request}` : `${victim} had ended`;
  const found = `${done} of ${cells} cells ${command === "up" ? "there" : "gone"}`;
  const notes = [orphaned > 0 && `${orphaned} batch after it`, contested && "an edit of another writer kept"];
  return `${[`${level}, ${command}: ${blow}`, found, ...notes.filter(Boolean)].join(", ")}: converged`;
}

function report(
  runs: readonly KillRun[],
  failures: readonly string[],
  { count, seed }: { count: number; seed: number },
): void {
  const contested = runs.filter((run) => run.contested).length;
  const late = runs.length - kills(runs);
  console.log(
    `seed ${seed}: ${kills(runs)} of ${count} killed applies converged, ${contested} with an edit to keep (${late} more had ended before).`,
  );
  failures.forEach((failure) => console.log(failure));
  process.exitCode = failures.length === 0 && kills(runs) >= count ? 0 : 1;
}

void main();
