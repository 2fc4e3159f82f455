/**
 * The engine's part of a stack with resources of both kinds, for tests that drive the provider's verbs: what it keeps in state, and which verbs
 * a command calls (`engine.md`, measured on the real engine). A preview and an update are two processes of the provider.
 */
import {
  Process,
  type Failure,
  type LogLine,
  type PlannedStep,
  type ProcessOptions,
  type ProcessResult,
} from "./stack/process";
import { nameOf, type ResourceType, type StackEntry, type StackResource } from "./stack/entry";

export type { LogLine } from "./stack/process";
export { nameOf, outputOf, urnOf } from "./stack/entry";
export type { Properties, ResourceOptions, ResourceType, StackEntry, StackResource } from "./stack/entry";

/** How a command is run. */
export interface CommandOptions {
  readonly refresh?: boolean;
  /** Names of the resources in `--target`. */
  readonly targets?: readonly string[];
}

/** How an `up` is run. */
export interface UpOptions extends CommandOptions {
  readonly skipPreview?: boolean;
  /** Names of the resources in `--replace`. */
  readonly replace?: readonly string[];
  /** Runs between the preview process and the update process. */
  readonly settle?: () => Promise<void>;
  /** The engine dies between the creates and updates, and the deletes. */
  readonly diesBeforeDeletes?: boolean;
}

/** What a command came to. */
export interface CommandResult {
  /** Everything that failed; absent when nothing did. */
  readonly failure?: string;
  /** What was done or would be done, but for what stays the same: `create hours`. */
  readonly steps: readonly string[];
  /** The verbs of the last process, in their order: `check hours`; `{}` where there were no olds. */
  readonly verbs: readonly string[];
  readonly messages: readonly LogLine[];
  /** URN → input paths (parts joined by a line break) that a refresh changes; one empty path for a resource that is gone. */
  readonly drift: ReadonlyMap<string, readonly string[]>;
}

/** What a command of the imitated engine came to. */
export interface StackResult extends CommandResult {
  readonly failures: readonly Failure[];
  /** The steps of the last process, with their inputs. */
  readonly planned: readonly PlannedStep[];
}

/** How a stack is played. `parallel`, `provider` and `heard` as `ProcessOptions` has them. */
export type StackOptions = Partial<Pick<ProcessOptions, "parallel" | "provider" | "heard">>;

/** One stack. */
export class Stack {
  /** What state holds, in its order. */
  entries: StackEntry[] = [];
  private isDead = false;

  constructor(
    public name = "dev",
    private readonly how: StackOptions = {},
  ) {}

  /** `pulumi up`. */
  async up(program: readonly StackResource[], options: UpOptions = {}): Promise<StackResult> {
    const { skipPreview, settle, ...rest } = options;
    const preview = skipPreview ? undefined : await this.process({ ...rest, isPreview: true }).update(program);
    if (preview && preview.failures.length > 0) return resultOf(preview);
    await settle?.();
    return resultOf(await this.process(rest).update(program), preview);
  }

  /** `pulumi preview`. */
  async preview(program: readonly StackResource[], options: UpOptions = {}): Promise<StackResult> {
    return resultOf(await this.process({ ...options, isPreview: true }).update(program));
  }

  /** `pulumi refresh`. */
  async refresh(options: CommandOptions & { readonly previewOnly?: boolean } = {}): Promise<StackResult> {
    return resultOf(await this.process({ ...options, isPreview: options.previewOnly ?? false }).refresh());
  }

  /** `pulumi destroy`; its preview calls no verb. */
  async destroy(options: CommandOptions = {}): Promise<StackResult> {
    return resultOf(await this.process(options).destroy());
  }

  /** `pulumi state taint`, or `untaint`. */
  taint(name: string, isTainted = true): void {
    for (const entry of this.entries)
      if (nameOf(entry.urn) === name && !entry.delete) entry.taint = isTainted || undefined;
  }

  /** `pulumi stack rename`: the URNs of state change, what the provider recorded does not. */
  rename(name: string): void {
    const before = `urn:pulumi:${this.name}::`;
    this.entries = rewritten(this.entries, (urn) =>
      urn.startsWith(before) ? `urn:pulumi:${name}::${urn.slice(before.length)}` : urn,
    );
    this.name = name;
  }

  /** `pulumi state move`: the resources of these names go to another stack; what stays behind is no dependency any more. */
  move(names: readonly string[], to: Stack): void {
    const goes = (urn: string) => names.includes(nameOf(urn));
    const moved = this.entries.filter(({ urn }) => goes(urn));
    const rename = (urn: string) => urn.replace(/^urn:pulumi:[^:]*/, `urn:pulumi:${to.name}`);
    to.entries = [
      ...to.entries,
      ...rewritten(
        without(moved, (urn) => !goes(urn)),
        rename,
      ),
    ];
    this.entries = without(
      this.entries.filter(({ urn }) => !goes(urn)),
      goes,
    );
  }

  /** The engine dies now: nothing that happens later in this command reaches state. */
  die(): void {
    this.isDead = true;
  }

  /** The entries of a resource; more than one when old copies are left. */
  entriesOf(type: ResourceType): StackEntry[] {
    return this.entries.filter((entry) => entry.type === type);
  }

  private process(options: Partial<ProcessOptions>): Process {
    this.isDead = false;
    return new Process(structuredClone(this.entries), {
      stack: this.name,
      isPreview: false,
      parallel: false,
      ...this.how,
      isDead: () => this.isDead,
      save: (entries) => {
        if (!this.isDead) this.entries = structuredClone(entries);
      },
      ...options,
    });
  }
}

function resultOf(last: ProcessResult, preview?: ProcessResult): StackResult {
  const { failures, steps, planned, verbs, messages, drift } = last;
  const failure = failures.length > 0 ? { failure: failures.map(({ text }) => text).join("\n") } : {};
  const said = [...(preview?.messages ?? []), ...messages];
  return { ...failure, failures, steps, planned, verbs, messages: said, drift };
}

/** Entries under other URNs. */
function rewritten(entries: readonly StackEntry[], rename: (urn: string) => string): StackEntry[] {
  return entries.map((entry) => ({
    ...entry,
    urn: rename(entry.urn),
    dependencies: entry.dependencies.map(rename),
    propertyDependencies: Object.fromEntries(
      Object.entries(entry.propertyDependencies).map(([name, urns]) => [name, urns.map(rename)]),
    ),
    options: {
      ...entry.options,
      deletedWith: entry.options.deletedWith && rename(entry.options.deletedWith),
      replaceWith: entry.options.replaceWith?.map(rename),
    },
  }));
}

/** Entries that no longer depend on some URNs. */
function without(entries: readonly StackEntry[], isLost: (urn: string) => boolean): StackEntry[] {
  const left = (urns: readonly string[]) => urns.filter((urn) => !isLost(urn));
  return entries.map((entry) => ({
    ...entry,
    dependencies: left(entry.dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(entry.propertyDependencies).map(([name, urns]) => [name, left(urns)]),
    ),
    options: {
      ...entry.options,
      deletedWith: left([entry.options.deletedWith ?? ""])[0] || undefined,
      replaceWith: entry.options.replaceWith && left(entry.options.replaceWith),
    },
  }));
}
