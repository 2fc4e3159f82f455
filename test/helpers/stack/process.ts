/**
 * One process of a command: the preview or the update. It follows the engine's step generator and executor (3.250; `engine.md` 2, 5, 19): which
 * verbs are called in which order, and what state holds after each of them.
 */
import { thisProvider, unknownValue, type LogKind, type Provider } from "./provider";
import { judgeMessage, uncodedMessages } from "../watch-codes";
import { deleteGroups, dependentsOf } from "./deletes";
import {
  changedPaths,
  covers,
  isOutput,
  nameOf,
  plain,
  urnOf,
  type EntryOptions,
  type Properties,
  type StackEntry,
  type StackResource,
  type Verbs,
} from "./entry";

/** What one process is to do. */
export interface ProcessOptions {
  readonly stack: string;
  readonly isPreview: boolean;
  /** Whether resources that do not wait for each other are planned together, before any of them is written. */
  readonly parallel: boolean;
  readonly refresh?: boolean;
  /** Names; absent: everything. */
  readonly targets?: readonly string[];
  /** Names of resources to replace. */
  readonly replace?: readonly string[];
  /** The engine dies when every create and update is done, before the first delete. */
  readonly diesBeforeDeletes?: boolean;
  /** Whether the engine is dead by now. */
  readonly isDead: () => boolean;
  /** The provider; absent: the one of this process. */
  readonly provider?: Provider;
  /** Hears what state is made of: the answers of read, create and update, and what a failed one has done; secrets are still marked. */
  readonly heard?: (answer: unknown) => void;
  /** Takes what state holds now. */
  readonly save: (entries: StackEntry[]) => void;
}

/** A message that the provider showed. */
export interface LogLine {
  readonly kind: LogKind;
  readonly urn: string;
  readonly text: string;
  readonly process: "preview" | "update";
}

/** A failure, and the resource whose step it was. */
export interface Failure {
  readonly name: string;
  readonly text: string;
}

/** What a process came to. */
export interface ProcessResult {
  readonly failures: readonly Failure[];
  readonly steps: readonly string[];
  readonly verbs: readonly string[];
  readonly messages: readonly LogLine[];
  /** URN → input paths that a refresh would change; a resource that is gone has one empty path. */
  readonly drift: ReadonlyMap<string, readonly string[]>;
}

/** A step that the engine has planned. */
type Step = () => Promise<void>;

interface Goal {
  readonly urn: string;
  readonly resource: StackResource;
  readonly inputs: Properties;
  readonly dependencies: string[];
  readonly propertyDependencies: Record<string, string[]>;
  readonly options: EntryOptions;
}

class Failed extends Error {}

/** Ends a provider process: everything that it remembers is gone. */
function endProcess(provider: Provider = thisProvider): void {
  provider.endRun();
}

export class Process {
  private readonly failures: Failure[] = [];
  private readonly steps: string[] = [];
  private readonly verbs: string[] = [];
  private readonly messages: LogLine[] = [];
  private readonly drift = new Map<string, string[]>();
  private readonly done: StackEntry[] = [];
  private readonly removed = new Set<StackEntry>();
  private readonly operated = new Set<string>();
  private readonly replaces = new Set<string>();
  private readonly deletes = new Set<string>();
  private readonly pendingDeletes = new Set<StackEntry>();
  private readonly skipped = new Set<string>();
  /** Outputs of the program's resources as far as they are known, by name. */
  private readonly known = new Map<string, Properties>();

  constructor(
    private prev: StackEntry[],
    private readonly options: ProcessOptions,
  ) {}

  /** A preview or an update of a program. */
  update(program: readonly StackResource[]): Promise<ProcessResult> {
    return this.play(async () => {
      if (this.options.refresh) await this.refreshAll();
      await this.register(program);
      if (this.options.diesBeforeDeletes && !this.options.isPreview) return;
      await this.deleteRest();
    });
  }

  /** A refresh. */
  refresh(): Promise<ProcessResult> {
    return this.play(() => this.refreshAll());
  }

  /** A destroy. */
  destroy(): Promise<ProcessResult> {
    return this.play(async () => {
      if (this.options.refresh) await this.refreshAll();
      await this.deleteRest();
    });
  }

  private async play(run: () => Promise<void>): Promise<ProcessResult> {
    const { provider = thisProvider } = this.options;
    endProcess(provider);
    const process = this.options.isPreview ? "preview" : "update";
    provider.listenToLog((kind, urn, text) => {
      if (kind === "warning") judgeMessage(text);
      if (kind === "warning" || kind === "info") this.messages.push({ kind, urn: urn ?? "", text, process });
    });
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
    } finally {
      provider.listenToLog(undefined);
      endProcess(provider);
    }
    const uncoded = uncodedMessages();
    if (uncoded.length > 0) throw new Error(`a warning or an error has no code: ${uncoded.join("\n")}`);
    const { failures, steps, verbs, messages, drift } = this;
    return { failures, steps, verbs, messages, drift };
  }

  // Refresh

  private async refreshAll(): Promise<void> {
    for (const entry of [...this.prev]) {
      if (entry.pendingReplacement || !this.isTarget(entry.urn)) continue;
      await this.settle(entry.urn, () => this.refreshOne(entry));
    }
    const live = new Set(this.prev.map(({ urn }) => urn));
    for (const entry of this.prev) forgetDependencies(entry, live);
    this.save();
    if (this.failures.length > 0) throw new Failed();
  }

  private async refreshOne(entry: StackEntry): Promise<void> {
    const answer = await this.call(entry.urn, "read", (verbs) => verbs.read(entry.id, plain(entry.outputs)));
    this.options.heard?.(answer);
    const { id, props, inputs } = answer;
    if (id === undefined || !props) {
      this.drift.set(entry.urn, [""]);
      this.prev = this.prev.filter((other) => other !== entry);
      return;
    }
    const now: StackEntry = {
      ...entry,
      id,
      outputs: plain(props),
      inputs: plain(inputs ?? entry.inputs),
      initErrors: [],
    };
    this.prev = this.prev.map((other) => (other === entry ? now : other));
    const { changes } = await this.compare(now, entry.inputs);
    if (changes) {
      const paths = changedPaths(now.inputs, entry.inputs).map((path) => path.join("\n"));
      this.drift.set(entry.urn, [...(this.drift.get(entry.urn) ?? []), ...paths]);
    }
  }

  /** The provider's diff, and the engine's own where the provider leaves it open. */
  private async compare(old: Pick<StackEntry, "urn" | "id" | "inputs" | "outputs">, news: Properties, how = "") {
    const answer = await this.call(old.urn, `diff${how}`, (verbs) =>
      verbs.diff(old.id, plain(old.outputs), plain(news), plain(old.inputs)),
    );
    const lines = Object.keys(answer.lines ?? {}).map(pathParts);
    const paths = answer.changes === undefined ? changedPaths(plain(old.inputs), plain(news)) : lines;
    const changes = answer.changes ?? paths.length > 0;
    return { changes, paths, replaces: (answer.replaces ?? []).length > 0, first: answer.deleteBeforeReplace ?? false };
  }

  // Registrations

  private async register(program: readonly StackResource[]): Promise<void> {
    let left = [...program];
    while (left.length > 0) {
      const ready = left.filter((one) => !left.some(({ name }) => name !== one.name && needs(one).has(name)));
      const wave = this.options.parallel ? ready : ready.slice(0, 1);
      if (wave.length === 0) throw new Error("the program's resources depend on each other in a circle");
      left = left.filter((one) => !wave.includes(one));
      const steps: [string, Step[]][] = [];
      for (const resource of wave) {
        const isPlanned = await this.settle(
          resource.name,
          async () => void steps.push([resource.name, await this.generate(resource)]),
        );
        if (!isPlanned) break;
      }
      for (const [name, chain] of steps) await this.runChain(name, chain);
      if (this.failures.length > 0) throw new Failed();
    }
  }

  /** The steps of one resource, one after the other, as far as they succeed. */
  private async runChain(name: string, chain: readonly Step[]): Promise<void> {
    for (const step of chain) {
      if (this.options.isDead()) throw new Failed();
      if (!(await this.settle(name, step))) return;
    }
  }

  private async generate(resource: StackResource): Promise<Step[]> {
    const goal = this.goalOf(resource);
    const { urn } = goal;
    const old = this.oldOf(resource, urn);
    if (old && old.urn !== urn) this.operated.add(old.urn);
    if (!this.isTarget(urn)) return this.passOver(goal, old);
    const waitsFor = goal.dependencies.find((dependency) => this.skipped.has(dependency));
    if (waitsFor !== undefined)
      throw new Error(`resource ${urn} depends on ${waitsFor}, which was not specified in --target list`);
    const isRecreated = this.deletes.has(urn) && old !== undefined;
    const isForced = (this.options.replace?.includes(resource.name) ?? false) || old?.taint === true;
    const inputs = await this.check(goal, isRecreated || isForced || !old ? {} : old.inputs);
    if (!old) return [() => this.create(goal, inputs)];
    if (isRecreated) {
      this.deletes.delete(urn);
      this.replaces.add(urn);
      return [() => this.create(goal, inputs, { old, keepsOld: false })];
    }
    return this.generateChange(goal, old, inputs, isForced);
  }

  private async generateChange(goal: Goal, old: StackEntry, inputs: Properties, isForced: boolean): Promise<Step[]> {
    const { urn, resource } = goal;
    const isTriggered = isTrigger(goal.options.replacementTrigger, old.options.replacementTrigger);
    const isDragged = (goal.options.replaceWith ?? []).some((other) => this.replaces.has(other));
    const answered = isForced || isTriggered || isDragged ? undefined : await this.compare(old, inputs);
    const isChanged = answered?.changes ?? true;
    const replaces = !answered || answered.replaces || isReplacedOn(goal.options.replaceOnChanges, answered.paths);
    if (old.pendingReplacement || (isChanged && replaces)) {
      this.replaces.add(urn);
      this.operated.add(urn);
      const fresh = isForced ? inputs : await this.check(goal, {});
      const isFirst = resource.options?.deleteBeforeReplace ?? answered?.first ?? false;
      if (!isFirst) return [() => this.create(goal, fresh, { old, keepsOld: true })];
      const chain = await this.dependentDeletes(old);
      if (!old.pendingReplacement) chain.push(() => this.deleteForReplacement(old));
      return [...chain, () => this.create(goal, fresh, { old, keepsOld: false })];
    }
    this.operated.add(urn);
    if (isChanged || old.initErrors.length > 0) return [() => this.change(goal, old, inputs)];
    return [() => this.keep(goal, old, { inputs })];
  }

  /** What the command's targets leave out stays as it is; what does not exist yet is not made. */
  private passOver(goal: Goal, old: StackEntry | undefined): Step[] {
    if (!old) {
      this.skipped.add(goal.urn);
      return [];
    }
    this.operated.add(goal.urn);
    return [() => this.keep(goal, old, old)];
  }

  private goalOf(resource: StackResource): Goal {
    const { stack } = this.options;
    const urn = urnOf(stack, resource.type, resource.name);
    const propertyDependencies: Record<string, string[]> = {};
    const urnNamed = (name: string) => this.urnNamed(name);
    const args = Object.entries(resource.args).map(([name, value]): [string, unknown] => {
      if (!isOutput(value)) return [name, value];
      propertyDependencies[name] = [urnNamed(value.$output)];
      const outputs = this.known.get(value.$output) ?? {};
      return [name, outputs[value.property] ?? (this.options.isPreview ? unknownValue : undefined)];
    });
    const {
      dependsOn = [],
      deletedWith,
      replaceWith,
      retainOnDelete,
      replaceOnChanges,
      replacementTrigger,
    } = resource.options ?? {};
    const dependencies = [...Object.values(propertyDependencies).flat(), ...dependsOn.map(urnNamed)];
    const options = {
      retainOnDelete,
      deletedWith: deletedWith === undefined ? undefined : urnNamed(deletedWith),
      replaceWith: replaceWith?.map(urnNamed),
      replaceOnChanges,
      replacementTrigger,
    };
    const inputs = plain({ __urn: urn, __provider: "text", ...Object.fromEntries(args) });
    return { urn, resource, inputs, dependencies: [...new Set(dependencies)], propertyDependencies, options };
  }

  /** The URN of a resource that the program has declared already. */
  private urnNamed(name: string): string {
    const { stack } = this.options;
    const tableUrn = urnOf(stack, "DataTable", name);
    return this.known.has(name) || this.skipped.has(tableUrn) ? tableUrn : urnOf(stack, "DataTableValues", name);
  }

  private oldOf({ options = {}, type }: StackResource, urn: string): StackEntry | undefined {
    const aliases = (options.aliases ?? []).map((alias) =>
      alias.startsWith("urn:") ? alias : urnOf(this.options.stack, type, alias),
    );
    for (const known of [urn, ...aliases]) {
      const old = this.prev.find((entry) => entry.urn === known && !entry.delete && !this.removed.has(entry));
      if (old) return old;
    }
    return undefined;
  }

  // Steps

  private async check({ urn, inputs }: Goal, olds: Properties): Promise<Properties> {
    const how = Object.keys(olds).length === 0 ? " {}" : "";
    const answer = await this.call(urn, `check${how}`, (verbs) => verbs.check(plain(olds), plain(inputs)));
    if (answer.failures) throw new Error(answer.failures.map(({ reason }) => reason).join("\n"));
    return plain(answer.inputs);
  }

  private async create(
    goal: Goal,
    inputs: Properties,
    replaced?: { old: StackEntry; keepsOld: boolean },
  ): Promise<void> {
    const made = { ...entryOf(goal, inputs), id: "", outputs: inputs };
    const put = (entry: StackEntry) => {
      if (replaced?.keepsOld) replaced.old.delete = true;
      else if (replaced) this.removed.add(replaced.old);
      this.finish(goal, entry, entry.outputs);
    };
    this.note(replaced ? "replace" : "create", goal.urn);
    if (this.options.isPreview) return await this.foresee(goal, inputs, () => put(made));
    try {
      const { id, outs } = await this.call(goal.urn, "create", (verbs) => verbs.create(plain(inputs)));
      this.options.heard?.(outs);
      put({ ...made, id, outputs: plain(outs) });
    } catch (error) {
      const { id, properties, reasons } = partial(error);
      if (properties) this.options.heard?.(properties);
      if (id !== undefined && properties) put({ ...made, id, outputs: plain(properties), initErrors: reasons });
      throw error;
    }
  }

  private async change(goal: Goal, old: StackEntry, inputs: Properties): Promise<void> {
    const made = { ...entryOf(goal, inputs), id: old.id };
    const put = (entry: StackEntry) => {
      this.removed.add(old);
      this.finish(goal, entry, entry.outputs);
    };
    this.note("update", goal.urn);
    if (this.options.isPreview)
      return await this.foresee(goal, inputs, () => put({ ...made, outputs: old.outputs }), old);
    try {
      const news = plain(inputs);
      const { outs } = await this.call(goal.urn, "update", (verbs) => verbs.update(old.id, plain(old.outputs), news));
      this.options.heard?.(outs);
      put({ ...made, outputs: plain(outs) });
    } catch (error) {
      const { id, properties, reasons } = partial(error);
      if (properties) this.options.heard?.(properties);
      if (id !== undefined && properties)
        put({ ...made, inputs: old.inputs, outputs: plain(properties), initErrors: reasons });
      throw error;
    }
  }

  /** In a preview the host of dynamic providers is not asked: what is no input is not known. A plugin is. */
  private async foresee({ resource, urn }: Goal, inputs: Properties, put: () => void, old?: StackEntry): Promise<void> {
    const outputs = await this.verbsFor(urn).foresee?.(plain(inputs), old && plain(old.outputs), old?.id);
    put();
    this.known.set(resource.name, outputs ?? inputs);
  }

  private keep(
    goal: Goal,
    old: StackEntry,
    { inputs, options }: { inputs: Properties; options?: EntryOptions },
  ): Promise<void> {
    const { dependencies, propertyDependencies } = options ? old : goal;
    const entry = {
      ...old,
      urn: goal.urn,
      inputs,
      dependencies,
      propertyDependencies,
      options: options ?? goal.options,
    };
    this.removed.add(old);
    this.finish(goal, entry, old.outputs);
    return Promise.resolve();
  }

  private finish({ resource }: Goal, entry: StackEntry, outputs: Properties): void {
    this.done.push(entry);
    this.known.set(resource.name, outputs);
    this.save();
  }

  // Deletes

  /** Deletes what would be replaced together with a resource that is deleted before its replacement. */
  private async dependentDeletes(root: StackEntry): Promise<Step[]> {
    const condemned = [...(await this.dependentReplacements(root)), ...this.replacedWith(root.urn)];
    const chain: Step[] = [];
    for (const entry of condemned.reverse()) {
      if (this.pendingDeletes.has(entry)) continue;
      chain.push(() => (entry.delete ? this.delete(entry) : this.deleteForReplacement(entry)));
      this.deletes.add(entry.urn);
      this.pendingDeletes.add(entry);
    }
    return chain;
  }

  private async dependentReplacements(root: StackEntry): Promise<StackEntry[]> {
    const replaced = new Set([root.urn]);
    const found: StackEntry[] = [];
    const entries = this.prev.filter((entry) => !this.removed.has(entry) && !this.isOperated(entry.urn));
    for (const entry of dependentsOf(entries, replaced)) {
      const unknown = Object.entries(entry.propertyDependencies).filter(([, urns]) =>
        urns.some((urn) => replaced.has(urn)),
      );
      if (unknown.length === 0) continue;
      const news = { ...entry.inputs, ...Object.fromEntries(unknown.map(([name]) => [name, unknownValue])) };
      const { replaces, paths } = await this.compare(entry, news, " unknown");
      if (!replaces && !isReplacedOn(entry.options.replaceOnChanges, paths)) continue;
      found.push(entry);
      replaced.add(entry.urn);
    }
    return found;
  }

  private replacedWith(urn: string): StackEntry[] {
    return this.prev.filter((entry) => !this.removed.has(entry) && (entry.options.replaceWith ?? []).includes(urn));
  }

  private async deleteForReplacement(entry: StackEntry): Promise<void> {
    await this.callDelete(entry);
    entry.pendingReplacement = true;
    this.save();
  }

  private async delete(entry: StackEntry): Promise<void> {
    if (entry.delete || !entry.pendingReplacement) await this.callDelete(entry);
    this.removed.add(entry);
    this.save();
  }

  private async callDelete({ urn, id, outputs, options }: StackEntry): Promise<void> {
    this.note("delete", urn);
    const goesWith = options.deletedWith !== undefined && this.deletes.has(options.deletedWith);
    if (this.options.isPreview || options.retainOnDelete || goesWith) return;
    await this.call(urn, "delete", (verbs) => verbs.delete(id, plain(outputs)));
  }

  /** Old copies, and what the program has no more. */
  private async deleteRest(): Promise<void> {
    const allowed = this.options.targets && (await this.allowedDeletes());
    const condemned = this.prev.filter((entry) => {
      if (this.removed.has(entry) || (allowed && !allowed.has(entry.urn))) return false;
      return entry.delete ? !this.pendingDeletes.has(entry) : !this.isOperated(entry.urn);
    });
    for (const { urn } of condemned) this.deletes.add(urn);
    const untargeted = condemned.filter(({ urn }) => !this.isTarget(urn));
    for (const { urn } of untargeted) {
      const text = `${urn} will be destroyed but was not specified in --target list`;
      this.failures.push({ name: nameOf(urn), text });
    }
    if (untargeted.length > 0) throw new Failed();
    for (const group of deleteGroups(condemned)) {
      for (const entry of group) {
        if (this.options.isDead()) throw new Failed();
        await this.settle(entry.urn, () => this.delete(entry));
      }
      if (this.failures.length > 0) throw new Failed();
    }
  }

  private async allowedDeletes(): Promise<Set<string>> {
    const targets = new Set(this.prev.filter(({ urn }) => this.isTarget(urn)).map(({ urn }) => urn));
    const all = new Set([...targets, ...dependentsOf(this.prev, targets).map(({ urn }) => urn)]);
    for (const entry of this.prev.filter(({ urn }) => all.has(urn))) {
      for (const { urn } of await this.dependentReplacements(entry)) all.add(urn);
      for (const { urn } of this.replacedWith(entry.urn)) all.add(urn);
    }
    return all;
  }

  // The rest

  private isOperated(urn: string): boolean {
    return this.operated.has(urn) || this.replaces.has(urn);
  }

  private isTarget(urn: string): boolean {
    return this.options.targets?.includes(nameOf(urn)) ?? true;
  }

  private note(step: string, urn: string): void {
    this.steps.push(`${step} ${nameOf(urn)}`);
  }

  /** Runs a part for a resource, by name or URN; a failure is noted. Answers whether it succeeded. */
  private async settle(of: string, part: () => Promise<void>): Promise<boolean> {
    try {
      await part();
      return true;
    } catch (error) {
      const { reasons, message } = error as Error & { reasons?: string[] };
      this.failures.push({ name: nameOf(of), text: reasons?.join("\n") ?? message });
      return false;
    }
  }

  private call<T>(urn: string, verb: string, run: (verbs: Verbs) => Promise<T>): Promise<T> {
    this.verbs.push(`${verb} ${nameOf(urn)}`);
    return run(this.verbsFor(urn));
  }

  private verbsFor(urn: string): Verbs {
    const { verbs, verbsFor } = this.options.provider ?? thisProvider;
    const type = urn.includes(":DataTable::") ? "DataTable" : "DataTableValues";
    return verbsFor?.(type, urn) ?? verbs[type];
  }

  private save(): void {
    if (this.options.isPreview) return;
    this.options.save([...this.done, ...this.prev.filter((entry) => !this.removed.has(entry))]);
  }
}

function entryOf({ urn, resource, dependencies, propertyDependencies, options }: Goal, inputs: Properties) {
  return { urn, type: resource.type, inputs, initErrors: [] as string[], dependencies, propertyDependencies, options };
}

/** The names that a resource of a program waits for. */
function needs({ args, options = {} }: StackResource): Set<string> {
  const { dependsOn = [], deletedWith, replaceWith = [] } = options;
  const outputs = Object.values(args).filter(isOutput);
  return new Set([
    ...outputs.map(({ $output }) => $output),
    ...dependsOn,
    ...replaceWith,
    ...(deletedWith === undefined ? [] : [deletedWith]),
  ]);
}

/** The names of a path of a detailed diff: `rows["a b"].Opens`. */
function pathParts(path: string): string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, index, plainName]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? plainName ?? "");
}

function isReplacedOn(patterns: readonly string[] = [], paths: readonly (readonly string[])[]): boolean {
  return patterns.some((pattern) => paths.some((path) => covers(pattern, path) || covers(pattern, path.slice(0, 1))));
}

function isTrigger(now: unknown, before: unknown): boolean {
  if (now === undefined || before === undefined) return false;
  return JSON.stringify(now) !== JSON.stringify(before);
}

function partial(error: unknown): { id?: string; properties?: Properties; reasons: string[] } {
  const { id, properties, reasons = [] } = error as { id?: string; properties?: Properties; reasons?: string[] };
  return { id, properties, reasons };
}

/** A refresh that found a resource gone takes it out of what others depend on. */
function forgetDependencies(entry: StackEntry, live: ReadonlySet<string>): void {
  entry.dependencies = entry.dependencies.filter((urn) => live.has(urn));
  entry.propertyDependencies = Object.fromEntries(
    Object.entries(entry.propertyDependencies).map(([name, urns]) => [name, urns.filter((urn) => live.has(urn))]),
  );
  if (entry.options.deletedWith !== undefined && !live.has(entry.options.deletedWith))
    entry.options = { ...entry.options, deletedWith: undefined };
}
