/** Kills `pulumi` or the provider at random moments of an apply. `npm run crash -- [count] [seed]`; a seed makes the same choices again. */
import { KillLane, killLevels, type KillRun } from "../test/helpers/kill-lane";

/** Runs on one stack, then a new one: the first of each kills a create. */
const runsPerLane = 10;

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 100);
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
  const runs: KillRun[] = [];
  const failures: string[] = [];
  for (let lane = 0; lane * runsPerLane < count; lane++) {
    const level = killLevels[lane % killLevels.length] ?? "VALUE";
    const ofLane = await runLane(seed + lane, level, Math.min(runsPerLane, count - lane * runsPerLane), failures);
    runs.push(...ofLane);
  }
  report(runs, failures, { count, seed });
}

async function runLane(seed: number, level: (typeof killLevels)[number], count: number, failures: string[]) {
  const lane = await KillLane.start(seed, level);
  const runs: KillRun[] = [];
  try {
    for (let run = 1; run <= count; run++) {
      const result = await lane.run();
      runs.push(result);
      console.log(describe(result));
    }
  } catch (error) {
    failures.push(`seed ${seed}, ${level}, run ${runs.length + 1}: ${(error as Error).message}`);
    console.log(failures.at(-1));
  } finally {
    await lane.close();
  }
  return runs;
}

function describe({ level, victim, request, delay, struck, done, cells, orphaned, contested }: KillRun): string {
  const blow = struck ? `${victim} killed ${delay} ms after request ${request}` : `${victim} had ended`;
  const notes = [orphaned > 0 && `${orphaned} batch after it`, contested && "an edit of somebody else kept"];
  return `${level}: ${blow}, ${done} of ${cells} cells there${notes.map((note) => (note ? `, ${note}` : "")).join("")}: converged`;
}

function report(
  runs: readonly KillRun[],
  failures: readonly string[],
  { count, seed }: { count: number; seed: number },
): void {
  const struck = runs.filter((run) => run.struck).length;
  const contested = runs.filter((run) => run.contested).length;
  console.log(
    `seed ${seed}: ${runs.length} of ${count} converged, ${struck} killed at work, ${contested} with an edit to keep.`,
  );
  failures.forEach((failure) => console.log(failure));
  process.exitCode = failures.length === 0 && runs.length === count ? 0 : 1;
}

void main();
