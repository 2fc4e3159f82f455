/** Plays many histories of one seed, and makes the first one that breaks something as short as it can. */
import fc from "fast-check";
import { openEngineStack } from "./engine-stack";
import { history } from "./history";
import { play } from "./play";
import { closeSimulators } from "./service";
import { showHistory } from "./show";
import { openEngineDriver } from "./stacks/engine-driver";
import { stacksHistory } from "./stacks/history";
import { playStacks } from "./stacks/play";
import { showStacksHistory } from "./stacks/show";

/** The two kinds of histories: of one resource on one table, with everything that can happen to its values, and of whole stacks. */
export type SoakKind = "table" | "stacks";

/** What a run of histories came to. */
export interface SoakResult {
  readonly kind: SoakKind;
  readonly seed: number;
  readonly count: number;
  readonly failure?: SoakFailure;
}

/** A history that broke something, as data and for people. */
export interface SoakFailure {
  readonly history: unknown;
  readonly shown: readonly string[];
  readonly violation: string;
  readonly path: string;
}

/** How one kind of histories is made, played and shown. */
interface Kind<History> {
  readonly arbitrary: fc.Arbitrary<History>;
  readonly play: (history: History) => Promise<readonly string[]>;
  readonly playOnEngine: (history: History) => Promise<readonly string[]>;
  readonly show: (history: History) => readonly string[];
}

const table: Kind<Parameters<typeof play>[0]> = {
  arbitrary: history,
  play: (one) => play(one),
  playOnEngine: (one) => play(one, openEngineStack),
  show: showHistory,
};
const stacks: Kind<Parameters<typeof playStacks>[0]> = {
  arbitrary: stacksHistory,
  play: (one) => playStacks(one),
  playOnEngine: (one) => playStacks(one, openEngineDriver),
  show: showStacksHistory,
};

/** Real milliseconds after which a history is taken to hang. */
const patience = 60_000;
const enginePatience = 1_200_000;

/** Plays `count` histories of a kind and a seed. `path`: only the one of an earlier failure. */
export function soak(kind: SoakKind, seed: number, count: number, path?: string): Promise<SoakResult> {
  return kind === "table"
    ? soakKind(table, kind, { seed, count, path })
    : soakKind(stacks, kind, { seed, count, path });
}

async function soakKind<History>(
  { arbitrary, play, show }: Kind<History>,
  kind: SoakKind,
  { seed, count, path }: { readonly seed: number; readonly count: number; readonly path?: string },
): Promise<SoakResult> {
  const property = fc.asyncProperty(arbitrary, async (one) => {
    const violations = await inTime(play(one), patience);
    if (violations.length > 0) throw new Error(violations.join("\n"));
  });
  try {
    const details = await fc.check(property, { seed, numRuns: count, path });
    const { counterexample, errorInstance, counterexamplePath } = details;
    if (!details.failed || !counterexample) return { kind, seed, count: details.numRuns };
    const violation = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    const [history] = counterexample;
    const failure = { history, shown: show(history), violation, path: counterexamplePath ?? "" };
    return { kind, seed, count: details.numRuns, failure };
  } finally {
    await closeSimulators();
  }
}

/** Plays the histories number `first` to `first + count - 1` of a seed through the real engine, as they are: making them shorter would take hours. */
export function soakEngine(kind: SoakKind, seed: number, first: number, count: number): Promise<SoakResult> {
  return kind === "table"
    ? engineKind(table, kind, { seed, first, count })
    : engineKind(stacks, kind, { seed, first, count });
}

async function engineKind<History>(
  { arbitrary, playOnEngine, show }: Kind<History>,
  kind: SoakKind,
  { seed, first, count }: { readonly seed: number; readonly first: number; readonly count: number },
): Promise<SoakResult> {
  const histories = fc.sample(arbitrary, { seed, numRuns: first + count }).slice(first);
  for (const [index, history] of histories.entries()) {
    const violation = await inTime(playOnEngine(history), enginePatience).then(
      (violations) => violations.join("\n"),
      (error: Error) => error.message,
    );
    const failure = { history, shown: show(history), violation, path: String(first + index) };
    if (violation !== "") return { kind, seed, count: index + 1, failure };
  }
  return { kind, seed, count };
}

async function inTime<T>(work: Promise<T>, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the history hangs")), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
