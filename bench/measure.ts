/** Times that a busy machine does not stretch much: processor time of this process, interleaved, medians. */

/** Something to measure. */
export interface Candidate {
  readonly name: string;
  readonly run: () => unknown;
}

/** The median and the spread of several runs, in milliseconds of processor time. */
export interface Measured {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Runs all candidates in turn, `rounds` times after one round to warm up. Each is repeated until it took `atLeast` milliseconds. */
export function measure(candidates: readonly Candidate[], rounds: number, atLeast = 20): Measured[] {
  const repeats = candidates.map((candidate) => repeatsOf(candidate, atLeast));
  const times = candidates.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    candidates.forEach((candidate, index) => times[index]?.push(timeOf(candidate, repeats[index] ?? 1)));
  }
  return candidates.map(({ name }, index) => ({ name, ...summary(times[index] ?? []) }));
}

/** Median, least and most of some figures. */
export function summary(figures: readonly number[]): { median: number; least: number; most: number } {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return { median: middle, least: sorted[0] ?? NaN, most: sorted[sorted.length - 1] ?? NaN };
}

function repeatsOf(candidate: Candidate, atLeast: number): number {
  candidate.run();
  const once = timeOf(candidate, 1);
  return Math.max(1, Math.ceil(atLeast / Math.max(once, 0.05)));
}

function timeOf({ run }: Candidate, repeats: number): number {
  const start = process.cpuUsage();
  for (let i = 0; i < repeats; i++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / repeats;
}
