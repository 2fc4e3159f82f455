/** One share of a soak in a process of its own: `worker.ts <seed> <count> [path]`; the result is the last line of standard output. */
import { soak } from "./run";

const [seed = "1", count = "100", path] = process.argv.slice(2);

void soak(Number(seed), Number(count), path).then((result) => {
  process.stdout.write(`${JSON.stringify(result)}\n`);
});
