/** One resource in one stack, as the histories drive it: by the provider's verbs, or by the real engine. */
import { rememberStackConfig } from "../../src/provider/host/run";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { Simulator } from "../../src/simulator";
import { VerbStack, type RunResult } from "../helpers/verb-stack";

/** How an `up` is run; `settle` comes between the preview process and the update process. */
export interface UpOptions {
  readonly refresh?: boolean;
  readonly skipPreview?: boolean;
  /** Whether the stack is set to refuse what cannot be checked. */
  readonly strict?: boolean;
  /** Entries of `CONNECT_DATA_TABLES_RESOLVE`. */
  readonly resolve?: string;
  readonly settle?: () => Promise<void>;
}

/** What a history does with its stack. */
export interface SoakStack {
  up(program: Partial<ValuesInputs>, options: UpOptions): Promise<RunResult>;
  refresh(options?: { readonly previewOnly?: boolean }): Promise<RunResult>;
  destroy(): Promise<RunResult>;
  /** The outputs that state records; absent when there is no resource. */
  recorded(): Promise<object | undefined>;
  /** What the provider has said since the last call; absent where nobody listens. */
  said?(): string;
  /** Takes state as it is now; what it returns puts it back, as after a `pulumi` that died before it could save. */
  keep(): Promise<() => Promise<void>>;
  /** What happens at the request at which the run is to be killed, and afterwards. */
  readonly killing?: { kill(isProviderKilled: boolean): void; bury(): Promise<void> };
  close(): Promise<void>;
}

/** Runs a command with the stack's setting and the variable of the environment. */
export async function withSettings<T>(
  { strict, resolve }: Pick<UpOptions, "strict" | "resolve">,
  run: () => Promise<T>,
): Promise<T> {
  rememberStackConfig({ get: (key) => (strict && key === "connect-data-tables:strict" ? "true" : undefined) });
  if (resolve !== undefined) process.env.CONNECT_DATA_TABLES_RESOLVE = resolve;
  try {
    return await run();
  } finally {
    rememberStackConfig({ get: () => undefined });
    delete process.env.CONNECT_DATA_TABLES_RESOLVE;
  }
}

/** The stack of the verbs: no engine, no process. */
export class VerbSoakStack extends VerbStack implements SoakStack {
  override async up(program: Partial<ValuesInputs>, options: UpOptions = {}): Promise<RunResult> {
    const { strict, resolve, ...rest } = options;
    return withSettings({ strict, resolve }, () => super.up(program, rest));
  }

  said(): string {
    return this.messages
      .splice(0)
      .map(({ text }) => text)
      .join("\n");
  }

  recorded(): Promise<object | undefined> {
    return Promise.resolve(this.state?.outputs);
  }

  keep(): Promise<() => Promise<void>> {
    const before = structuredClone(this.state);
    return Promise.resolve(() => {
      this.state = before;
      return Promise.resolve();
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Makes the stack of a history. */
export type OpenStack = (simulator: Simulator) => Promise<SoakStack>;

/** No engine. */
export const openVerbStack: OpenStack = () => Promise.resolve(new VerbSoakStack());
