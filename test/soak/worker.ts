/**
 * One share of a soak in a process of its own: `worker.ts <seed> <count> [path]`, or `worker.ts <seed> <count> --engine <first>` through the real
 * engine. The result is the last line of standard output.
 */
import { soak, soakEngine } from "./run";

const [seed = "1", count = "100", path, first] = process.argv.slice(2);
const result =
  path === "--engine"
    ? soakEngine(Number(seed), Number(first), Number(count))
    : soak(Number(seed), Number(count), path);

void result.then((result) => {
  process.stdout.write(`${JSON.stringify(result)}\n`);
});
