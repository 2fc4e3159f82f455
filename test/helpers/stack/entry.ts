/** What state holds, and how the engine compares inputs. */
/** Inputs or outputs as they pass through the engine. */
export type Properties = Record<string, unknown>;

/** The two kinds of resources. */
export type ResourceType = "DataTable" | "DataTableValues";

/** Options of a resource in a program; other resources are named as the program names them. */
export interface ResourceOptions {
  readonly dependsOn?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** Property paths such as `rows` or `rows.*.Opens`. */
  readonly replaceOnChanges?: readonly string[];
  readonly replacementTrigger?: unknown;
  readonly replaceWith?: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  /** Names that the resource had before, or whole URNs. */
  readonly aliases?: readonly string[];
}

/** A resource of a program. An argument made by `outputOf` is the output of another resource. */
export interface StackResource {
  readonly type: ResourceType;
  readonly name: string;
  readonly args: Properties;
  readonly options?: ResourceOptions;
}

/** One resource in state; of a replaced one there can be more than one copy. */
export interface StackEntry {
  urn: string;
  readonly type: ResourceType;
  readonly id: string;
  inputs: Properties;
  outputs: Properties;
  initErrors: readonly string[];
  /** URNs. */
  dependencies: string[];
  /** Input → URNs of the resources whose outputs it is made of. */
  propertyDependencies: Record<string, string[]>;
  options: EntryOptions;
  /** A copy that was replaced and not deleted yet. */
  delete?: boolean;
  /** Deleted, and its replacement not made yet. */
  pendingReplacement?: boolean;
  taint?: boolean;
}

/** The options that state keeps; resources as URNs. */
export interface EntryOptions {
  readonly retainOnDelete?: boolean;
  deletedWith?: string;
  readonly replaceWith?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly replacementTrigger?: unknown;
}

/** The URN of a resource without a parent. */
export function urnOf(stack: string, type: ResourceType, name: string): string {
  return `urn:pulumi:${stack}::project::pulumi-nodejs:dynamic/connect-data-tables:${type}::${name}`;
}

/** The last part of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").pop() ?? "";
}

/** The verbs as the host calls them, whatever they are for. */
export interface Verbs {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures?: { reason: string }[] }>;
  /** `oldInputs`: what only a plugin is handed over. */
  diff(id: string, olds: Properties, news: Properties, oldInputs?: Properties): Promise<DiffAnswer>;
  create(news: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
  /** What a plugin tells in a preview of the outputs; `olds`: the recorded ones. */
  foresee?(news: Properties, olds?: Properties, id?: string): Promise<Properties>;
}

/** What a diff answers. */
export interface DiffAnswer {
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** The lines of a detailed diff: path → kind. */
  readonly lines?: Readonly<Record<string, string>>;
}

const secretKey = "4dabf18193072939515e22adb298388d";

/** What passes through the engine: JSON, with secrets unwrapped, and the members of every object in the order of their names. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
    if (!isRecord(part)) return part;
    if (secretKey in part) return part.value;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  }) as T;
}

/** The paths at which two sets of inputs differ; what is added or removed as a whole is one path. */
export function changedPaths(old: unknown, now: unknown, path: readonly string[] = []): string[][] {
  if (isRecord(old) && isRecord(now)) {
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return names.flatMap((name) => changedPaths(own(old, name), own(now, name), [...path, name]));
  }
  return JSON.stringify(old) === JSON.stringify(now) ? [] : [[...path]];
}

/** Whether a `replaceOnChanges` path covers a changed one. */
export function covers(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split(".");
  return parts.length <= path.length && parts.every((part, index) => part === "*" || part === path[index]);
}

function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(map: Properties, name: string): unknown {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** A reference to the output of another resource of the program. */
interface OutputReference {
  readonly $output: string;
  readonly property: string;
}

/** An argument that is the output of another resource. */
export function outputOf(name: string, property: string): unknown {
  return { $output: name, property } satisfies OutputReference;
}

/** Whether an argument was created by `outputOf`. */
export function isOutput(value: unknown): value is OutputReference {
  return isRecord(value) && typeof value.$output === "string" && typeof value.property === "string";
}
