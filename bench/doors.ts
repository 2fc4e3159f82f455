/**
 * What a preview costs through each of the two doors, and how large the state is: `npm run bench:doors -- [pairs]`. The previews of the doors
 * take turns, so that a busy machine is equally busy for both.
 */
import { hoursTable, hoursValues, stackProject, type StackProject } from "../test/helpers/stack-project";

const sizes = [1000, 10_000];
const doors = ["dynamic", "plugin"] as const;

async function main(): Promise<void> {
  const pairs = Number(process.argv[2] ?? 5);
  for (const cells of sizes) await compare(cells, pairs);
}

async function compare(cells: number, pairs: number): Promise<void> {
  const stacks = await Promise.all(doors.map((door) => filled(door, cells)));
  const seconds = doors.map((): number[] => []);
  try {
    for (let pair = 0; pair < pairs; pair++)
      for (const [index, stack] of stacks.entries()) seconds[index]?.push(await preview(stack));
    for (const [index, stack] of stacks.entries()) {
      const { text } = await stack.project.exportState();
      const times = (seconds[index] ?? []).sort((a, b) => a - b);
      const [median = 0, least = 0, most = 0] = [times[Math.floor(times.length / 2)], times[0], times.at(-1)];
      const spread = `${least.toFixed(1)} to ${most.toFixed(1)}`;
      console.log(
        `${cells} cells, ${doors[index]}: preview ${median.toFixed(2)} s (${spread}), state ${text.length} bytes`,
      );
    }
  } finally {
    for (const stack of stacks) await stack.close();
  }
}

async function filled(door: (typeof doors)[number], cells: number): Promise<StackProject> {
  const stack = await stackProject({}, door);
  const opens = Object.fromEntries(Array.from({ length: cells }, (_, index) => [`S${index}`, "09:00"]));
  stack.simulator.setLimits({ cellsPerTable: cells + 1 });
  stack.declare(hoursTable(), hoursValues(opens, { valueQuota: cells + 1 }));
  await stack.run("up", "--yes", "--skip-preview");
  return stack;
}

async function preview(stack: StackProject): Promise<number> {
  const start = performance.now();
  const { code, all } = await stack.project.pulumi(["preview"]);
  if (code !== 0) throw new Error(all);
  return (performance.now() - start) / 1000;
}

void main();
