/** Runs one target on many inputs of a seed and says what went wrong with the first one that did. */
import { anyBytes } from "./mutate";
import { anyJson } from "./mutate-json";
import { Random } from "./random";
import { targets } from "./targets";

/** What a target came to. */
export interface FuzzResult {
  readonly target: string;
  readonly runs: number;
  /** Runs that ended with an `Error`. */
  readonly errors: number;
  readonly failure?: string;
}

/** Processor milliseconds after which an input counts as a hang. The readers take files of 60 kB in a small part of it. */
const patience = 2_000;

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype, Map.prototype];

/** Plays `count` inputs; the first is number `first` of the seed. */
export function fuzz(name: string, seed: number, count: number, first = 0): FuzzResult {
  const target = targets[name];
  if (!target) throw new Error(`there is no target "${name}"; known are ${Object.keys(targets).join(", ")}`);
  const before = fingerprint();
  let errors = 0;
  for (let run = first; run < first + count; run++) {
    const random = new Random(seed * 1_000_003 + run);
    const bytes = target.json && run % 2 === 0 ? anyJson(random, target.seeds) : anyBytes(random, target.seeds);
    const start = process.cpuUsage();
    const fault = (text: string): FuzzResult => ({
      target: name,
      runs: run - first + 1,
      errors,
      failure: `${text}\n${again(name, seed, run, bytes)}`,
    });
    try {
      const problem = foreign(target.run(bytes));
      if (problem) return fault(problem);
    } catch (error) {
      if (!(error instanceof Error)) return fault(`threw no Error: ${String(error)}`);
      if (target.total || error.message.startsWith("FUZZ")) return fault(`threw ${error.stack ?? error.message}`);
      errors++;
    }
    const { user, system } = process.cpuUsage(start);
    if ((user + system) / 1000 > patience) return fault(`took ${Math.round((user + system) / 1000)} ms`);
    if (fingerprint() !== before) return fault("changed a prototype");
  }
  return { target: name, runs: count, errors };
}

function again(name: string, seed: number, run: number, bytes: Uint8Array): string {
  const shown = JSON.stringify(new TextDecoder().decode(bytes.slice(0, 2_000)));
  return `again: npm run fuzz -- --target "${name}" --seed ${seed} --first ${run} --count 1\ninput: ${shown}`;
}

/** The members of the prototypes that everything shares. */
function fingerprint(): string {
  return prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).join()).join(";");
}

/** An object in a result whose prototype came from the input. */
function foreign(value: unknown, depth = 0): string | undefined {
  if (typeof value !== "object" || value === null || depth > 12) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  const known = [Object.prototype, Array.prototype, Map.prototype, Set.prototype, null];
  if (!known.includes(prototype as object)) {
    const name = (prototype as { constructor?: { name?: string } }).constructor?.name;
    return `a result has an object of another prototype (${name ?? "without a name"})`;
  }
  const parts: unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const part of parts) {
    const problem = foreign(part, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}
