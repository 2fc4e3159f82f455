/**
 * What a preview costs through each of the two doors, and how large the state is: `npm run bench:doors -- [pairs] [cells]`. The previews of the
 * doors take turns, so that a busy machine is equally busy for both; the ratio is the median over the pairs, and that of processor times.
 */
import { summary } from "./measure";
import { ProcessTree } from "./process-tree";
import { hoursTable, hoursValues, stackProject, type StackProject } from "../test/helpers/stack-project";

const sizes = [1000, 10_000];
const doors = ["dynamic", "plugin"] as const;

async function main(): Promise<void> {
  const [pairs, cells] = [Number(process.argv[2] ?? 10), process.argv[3]];
  for (const size of cells === undefined ? sizes : [Number(cells)]) await compare(size, pairs);
}

async function compare(cells: number, pairs: number): Promise<void> {
  const stacks = await Promise.all(doors.map((door) => filled(door, cells)));
  const taken = doors.map((): Cost[] => []);
  try {
    for (let pair = 0; pair < pairs; pair++) {
      // Who begins changes with each pair: what the first one leaves in caches helps the second.
      const turns = [...stacks.entries()];
      for (const [index, stack] of pair % 2 === 0 ? turns : turns.reverse()) taken[index]?.push(await preview(stack));
    }
    for (const [index, stack] of stacks.entries()) {
      const { text } = await stack.project.exportState();
      const costs = taken[index] ?? [];
      const [seconds, cpu] = [summary(costs.map((cost) => cost.seconds)), summary(costs.map((cost) => cost.cpu))];
      console.log(
        `${cells} cells, ${doors[index]}: preview ${shown(seconds)} s, processor ${shown(cpu)} s, state ${text.length} bytes`,
      );
    }
    const [dynamic = [], plugin = []] = taken;
    const ratio = (of: (cost: Cost) => number) =>
      shown(summary(plugin.map((cost, pair) => of(cost) / of(dynamic[pair] ?? cost))));
    console.log(
      `${cells} cells, plugin to dynamic over ${pairs} pairs: preview ${ratio(({ seconds }) => seconds)}, processor ${ratio(({ cpu }) => cpu)}`,
    );
  } finally {
    for (const stack of stacks) await stack.close();
  }
}

/** What one preview takes, in seconds. */
interface Cost {
  readonly seconds: number;
  readonly cpu: number;
}

/** The median, and the spread. */
function shown({ median, least, most }: ReturnType<typeof summary>): string {
  return `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

async function filled(door: (typeof doors)[number], cells: number): Promise<StackProject> {
  const stack = await stackProject({}, { door, isMeasured: true });
  const opens = Object.fromEntries(Array.from({ length: cells }, (_, index) => [`S${index}`, "09:00"]));
  stack.simulator.setLimits({ cellsPerTable: cells + 1 });
  stack.declare(hoursTable(), hoursValues(opens, { valueQuota: cells + 1 }));
  await stack.run("up", "--yes", "--skip-preview");
  return stack;
}

async function preview(stack: StackProject): Promise<Cost> {
  const tree = new ProcessTree(stack.project.folder);
  const start = performance.now();
  const { code, all } = await stack.project.pulumi(["preview"]);
  const seconds = (performance.now() - start) / 1000;
  const { cpu } = tree.stop();
  if (code !== 0) throw new Error(all);
  return { seconds, cpu };
}

void main();
