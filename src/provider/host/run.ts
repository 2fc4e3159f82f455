/**
 * What the verbs of one process remember of each other. A provider process lives exactly as long as one preview or one update, so this is the
 * memory of one run, by subject. The engine says none of it to the verb that needs it.
 */
import { Claims } from "./claims";
import { Contents } from "./contents";
import { RecordedBefore } from "./recorded";
import { Tables } from "./tables";
import { Told } from "./told";

/** The memory of one run. */
class Run {
  readonly claims = new Claims();
  readonly contents = new Contents();
  readonly recorded = new RecordedBefore();
  readonly tables = new Tables();
  readonly told = new Told();
  /** The configuration of each stack as its file has it now. */
  readonly configs = new Map<string, StackConfig>();
}

/** The run that this process is. */
export const run = new Run();

/** Forgets everything, as the end of the process does; for tests that play several runs in one process. */
export function endRun(): void {
  Object.assign(run, new Run());
}

/** The stack's configuration, as the engine hands it to a provider once in a process. Secrets in it arrive in clear and stay here. */
export interface StackConfig {
  /** The value of a full key such as `aws:region`; a key without a namespace is the project's own. */
  get(key: string): string | undefined;
}

let config: StackConfig = { get: () => undefined };

/** Keeps what `configure` was given, for every verb of this process. */
export function rememberStackConfig(given: StackConfig | undefined): void {
  if (given) config = given;
}

/** What `configure` was given; empty before. */
export function stackConfig(): StackConfig {
  return config;
}
