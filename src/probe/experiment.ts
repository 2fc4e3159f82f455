/** What an experiment is: a question, how it is asked, how the answers are read, and what leaves it open. */
import type { Lab } from "./lab/lab";
import type { TableName } from "./lab/shapes";

/** The value of a switch, or the finding of a question that is not a switch. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** A value as a string: strings bare, everything else as JSON. */
export function valueText(value: Value | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** What an experiment finds. */
export type Reading =
  | { readonly status: "decided"; readonly value: Value; readonly reason?: string }
  | { readonly status: "undecided" | "surprise"; readonly reason: string };

/** What an experiment needs that a run does only when it is asked to. */
export type Need = "fill-quota" | "measure-throttling" | "restricted-role-arn";

/** One question to the service. */
export interface Experiment {
  /** Name of the simulator's switch that it sets, or of the finding where there is no switch. */
  readonly name: string;
  readonly kind: "switch" | "finding";
  readonly question: string;
  /** What is done, for a reader. */
  readonly steps: string;
  /** How the answers are read, for a reader. */
  readonly reading: string;
  /** What leaves the question open. */
  readonly undecided: string;
  readonly tables: readonly TableName[];
  readonly needs?: Need;
  /** Asks the service and reads its answers. */
  readonly run: (lab: Lab) => Promise<Reading>;
}

/** How an experiment is written down: `observe` asks, `read` is pure. */
export interface Description<Seen> extends Omit<Experiment, "run" | "kind"> {
  readonly kind?: Experiment["kind"];
  readonly observe: (lab: Lab) => Promise<Seen>;
  readonly read: (seen: Seen) => Reading;
}

/** An experiment of its description; a switch, unless the description says otherwise. */
export function experiment<Seen>({ observe, read, kind = "switch", ...rest }: Description<Seen>): Experiment {
  return { ...rest, kind, run: async (lab) => read(await observe(lab)) };
}

/** The answer is known. `reason`: a remark on it. */
export const decided = (value: Value, reason?: string): Reading => ({
  status: "decided",
  value,
  ...(reason !== undefined && { reason }),
});

/** The question stays open. */
export const undecided = (reason: string): Reading => ({ status: "undecided", reason });

/** The service did what fits no known answer. */
export const surprise = (reason: string): Reading => ({ status: "surprise", reason });

/** Ends an experiment with a reading, from wherever it is. */
export class Verdict extends Error {
  override readonly name = "Verdict";

  constructor(readonly reading: Reading) {
    super(reading.status === "decided" ? "decided" : reading.reason);
  }
}

/** @throws Verdict `undecided`. */
export function giveUp(reason: string): never {
  throw new Verdict(undecided(reason));
}

/** @throws Verdict `surprise`. */
export function beSurprised(reason: string): never {
  throw new Verdict(surprise(reason));
}
