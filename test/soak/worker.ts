/**
 * One share of a soak in a process of its own: `worker.ts <table|stacks> <seed> <count> [path]`, or
 * `worker.ts <table|stacks> <seed> <count> --engine <first>` through the real engine. The result is the last line of standard output.
 */
import { closePlugin } from "../helpers/stack/plugin";
import "../helpers/personality-file";
import { soak, soakEngine, type SoakKind } from "./run";

const [kind = "table", seed = "1", count = "100", path, first] = process.argv.slice(2);
const result =
  path === "--engine"
    ? soakEngine(kind as SoakKind, Number(seed), Number(first), Number(count))
    : soak(kind as SoakKind, Number(seed), Number(count), path);

void result.then((result) => {
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return closePlugin();
});
