/** `npm run fuzz -- [--count N] [--seed S] [--target NAME] [--first I]`: each target on N inputs; a failure prints the command that repeats it. */
import { parseArgs } from "node:util";
import { fuzz } from "./fuzz";
import { targets } from "./targets";

const options = {
  count: { type: "string" },
  seed: { type: "string" },
  target: { type: "string" },
  first: { type: "string" },
} as const;
const { values } = parseArgs({ options });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));

for (const name of values.target === undefined ? Object.keys(targets) : [values.target]) {
  const { runs, errors, failure } = fuzz(name, seed, Number(values.count ?? 5_000), Number(values.first ?? 0));
  console.log(`${name}: ${runs} inputs, ${errors} ended with an error${failure ? "" : ", nothing else"}`);
  if (!failure) continue;
  console.log(failure);
  process.exitCode = 1;
}
