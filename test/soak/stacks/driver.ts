/** The stacks of a history, as it drives them: by the provider's verbs, or by the real engine. */
import {
  nameOf,
  Stack,
  type CommandOptions,
  type CommandResult,
  type StackEntry,
  type StackResource,
  type UpOptions,
} from "../../helpers/stack";
import type { Simulator } from "../../../src/simulator";
import { withSettings, type UpOptions as SoakUp } from "../stack";

/** How an `up` is run, and with which settings. */
export type DrivenUp = UpOptions & Pick<SoakUp, "strict" | "resolve">;

/** One of the two stacks. */
export interface DrivenStack {
  up(program: readonly StackResource[], options: DrivenUp): Promise<CommandResult>;
  preview(program: readonly StackResource[], options: CommandOptions): Promise<CommandResult>;
  refresh(options: { readonly previewOnly?: boolean }): Promise<CommandResult>;
  destroy(options: CommandOptions): Promise<CommandResult>;
  taint(name: string, isTainted: boolean): Promise<void>;
  rename(): Promise<void>;
  entries(): Promise<StackEntry[]>;
  /** The engine dies at the request that the service is treating. */
  kill(isProviderKilled: boolean): void;
  /** What a person does after the engine has died. */
  bury(): Promise<void>;
}

/** Both stacks. */
export interface Driver {
  /** Whether the engine is the real one, so that only a kill can make it crash. */
  readonly isReal: boolean;
  readonly stacks: readonly [DrivenStack, DrivenStack];
  /** `pulumi state move` from one stack to the other. */
  move(from: number, names: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Makes the stacks of a history. */
export type OpenDriver = (simulator: Simulator, parallel: boolean) => Promise<Driver>;

class VerbDrivenStack implements DrivenStack {
  private renames = 0;

  constructor(readonly stack: Stack) {}

  up(program: readonly StackResource[], { strict, resolve, ...options }: DrivenUp): Promise<CommandResult> {
    return withSettings({ strict, resolve }, () => this.stack.up(program, options));
  }

  preview(program: readonly StackResource[], options: CommandOptions): Promise<CommandResult> {
    return this.stack.preview(program, options);
  }

  refresh(options: { readonly previewOnly?: boolean }): Promise<CommandResult> {
    return this.stack.refresh(options);
  }

  destroy(options: CommandOptions): Promise<CommandResult> {
    return this.stack.destroy(options);
  }

  taint(name: string, isTainted: boolean): Promise<void> {
    this.stack.taint(name, isTainted);
    return Promise.resolve();
  }

  rename(): Promise<void> {
    this.stack.rename(`${this.stack.name.replace(/\d*$/, "")}${++this.renames}`);
    return Promise.resolve();
  }

  entries(): Promise<StackEntry[]> {
    return Promise.resolve(structuredClone(this.stack.entries));
  }

  kill(): void {
    this.stack.die();
  }

  bury(): Promise<void> {
    return Promise.resolve();
  }
}

/** No engine, no process. */
export const openVerbDriver: OpenDriver = (_simulator, parallel) => {
  const stacks = [
    new VerbDrivenStack(new Stack("dev", { parallel })),
    new VerbDrivenStack(new Stack("other", { parallel })),
  ] as const;
  return Promise.resolve({
    stacks,
    isReal: false,
    move: (from, names) => {
      const [source, target] = from === 0 ? stacks : ([stacks[1], stacks[0]] as const);
      const known = source.stack.entries.map(({ urn }) => nameOf(urn));
      const taken = new Set(target.stack.entries.map(({ urn }) => nameOf(urn)));
      source.stack.move(
        names.filter((name) => known.includes(name) && !taken.has(name)),
        target.stack,
      );
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
};
