/** What the server asks of a kind of resource: its verbs, and what is special about it between the engine and them. */
import type { Path, Properties } from "./properties";

/** Inputs or outputs as the verbs take them. */
export interface VerbProperties {
  readonly plain: Properties;
  /** Where its secrets are. */
  readonly secrets: readonly Path[];
}

/** What a diff verb answers. */
export interface VerbDiff {
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
}

/** The verbs as both resources have them. */
export interface Verbs {
  check(
    olds: Properties,
    news: Properties,
  ): Promise<{ inputs: Properties; failures?: { property: string; reason: string }[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<VerbDiff>;
  create(news: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** What happens to one property: the words of the engine's protocol, without those for a replacement. */
export type Change = "add" | "delete" | "update";

/** One line of a detailed diff. `ofInputs`: the old value is among the recorded inputs, not the outputs. */
export interface PathChange {
  readonly path: Path;
  readonly change: Change;
  readonly ofInputs?: boolean;
}

/** What a diff compares. */
export interface Compared {
  readonly olds: Properties;
  readonly oldInputs: Properties;
  readonly news: Properties;
}

/** A kind of resource. */
export interface ResourceKind {
  readonly verbs: Verbs;
  /** A program's inputs as check takes them. `given` may hold `Secret`s. */
  readonly declared: (given: Properties, urn: string) => VerbProperties;
  /** Recorded or checked properties as the verbs take them. */
  readonly recorded: (given: Properties, urn: string) => VerbProperties;
  /** Which properties a change is about, one line for each that a person should see. */
  readonly changes: (compared: Compared) => readonly PathChange[];
  /** The outputs as far as a preview can tell. `olds`: the recorded outputs; absent for a create. */
  readonly foresee: (news: Properties, olds?: Properties) => Properties;
  /** Whether these are outputs that the resource recorded itself. */
  readonly isRecord: (outputs: Properties) => boolean;
  /** What a look-up answers: outputs that `isRecord` does not take for a record. */
  readonly asLookup: (outputs: Properties) => Properties;
  /** A resource that exists, by its id, for `pulumi import`; `undefined` when it does not. */
  readonly import: (
    id: string,
    urn: string,
  ) => Promise<{ id: string; outputs: Properties; inputs: Properties } | undefined>;
}

/** What only the verbs need: it is added on the way to them and taken out on the way to the engine. */
const helpers = ["__urn", "__secretCells", "__problems", "__provider", "__table"] as const;

/** The same properties without helpers. */
export function withoutHelpers(properties: Properties): Properties {
  const rest = { ...properties };
  for (const name of helpers) delete rest[name];
  return rest;
}
