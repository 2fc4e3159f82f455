/**
 * `npm run bench [-- --short] [--speed S] [--only NAME] [--cells N] [--out FOLDER]`: the contenders against one simulated service under the
 * documented rate limit. The service's clock runs S times as fast as the machine's, for all contenders alike.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { contenders } from "./contender";
import { computedNaive } from "./computed";
import { markdown } from "./report";
import { runPhases, type Measurement } from "./run-phase";
import { phases, type Phase } from "./table-data";

/** What is run: contender, cells, phases. Together they take less than a quarter of an hour. */
interface Entry {
  readonly name: string;
  readonly cells: number;
  readonly phases: readonly Phase[];
}

const writes: readonly Phase[] = ["first apply", "no change", "everything", "destroy"];

/** The scripts mostly wait; they run beside the engine, which mostly computes. */
const lanes: readonly (readonly Entry[])[] = [
  [
    { name: "this package", cells: 1_000, phases },
    { name: "one resource per record", cells: 1_000, phases },
    { name: "this package", cells: 100, phases },
    { name: "one resource per record", cells: 100, phases },
    { name: "this package", cells: 10_000, phases },
  ],
  [
    { name: "batch script", cells: 100, phases },
    { name: "batch script", cells: 1_000, phases },
    { name: "batch script", cells: 10_000, phases },
    { name: "one value per request", cells: 100, phases },
  ],
  [{ name: "one value per request", cells: 1_000, phases: writes }],
];

const short: readonly (readonly Entry[])[] = [
  [{ name: "this package", cells: 100, phases: ["first apply", "no change", "one cell"] }],
  [
    { name: "batch script", cells: 100, phases: ["first apply", "no change", "one cell"] },
    { name: "one value per request", cells: 100, phases: ["first apply"] },
  ],
];

/** Runs the lanes side by side. */
export async function runLanes(plan: readonly (readonly Entry[])[], speed: number, note: (line: string) => void) {
  const all = contenders(speed);
  const runLane = async (lane: readonly Entry[]) => {
    const measurements: Measurement[] = [];
    for (const { name, cells, phases } of lane) {
      const contender = all[name];
      if (!contender) throw new Error(`there is no contender "${name}"`);
      measurements.push(...(await runPhases(name, contender, { cells, phases, speed })));
      note(`${name}, ${cells} cells: done`);
    }
    return measurements;
  };
  return (await Promise.all(plan.map(runLane))).flat();
}

/** The small form that the tests run. */
export function runShort(speed: number): Promise<Measurement[]> {
  return runLanes(short, speed, () => undefined);
}

async function main(): Promise<void> {
  const options = {
    short: { type: "boolean" },
    speed: { type: "string" },
    only: { type: "string" },
    cells: { type: "string" },
    out: { type: "string" },
  } as const;
  const { values } = parseArgs({ options });
  const speed = Number(values.speed ?? (values.short ? 20 : 3));
  const isWanted = ({ name, cells }: Entry) =>
    (values.only === undefined || name === values.only) &&
    (values.cells === undefined || cells === Number(values.cells));
  const plan = (values.short ? short : lanes).map((lane) => lane.filter(isWanted));
  const start = performance.now();
  const measured = await runLanes(plan, speed, (line) => console.error(line));
  const measurements = [...measured, ...computedNaive(measured)];
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  const text = markdown(measurements, { speed, minutes });
  console.log(text);
  if (values.out === undefined) return;
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, "bench.md"), `${text}\n`);
  writeFileSync(join(values.out, "bench.json"), JSON.stringify({ speed, minutes, measurements }, null, 2));
}

if (require.main === module) void main();
