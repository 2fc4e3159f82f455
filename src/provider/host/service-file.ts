/**
 * What `connect-data-tables probe` found out about the service, where a project keeps it: the file that stack configuration
 * `connect-data-tables:service` names, or the nearest `connect-data-tables.service.json` from the working folder up to that of Pulumi.yaml.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { judgeArguments } from "../../core/arguments/program";
import { connectionSettings } from "../../core/arguments/resources";
import type { WriteMemory } from "../../core/apply/batch";
import type { LockLevel } from "../../core/model";
import type { Problem } from "../../core/problem";
import type { StackConfig } from "./run";

/**
 * What a file tells: settings for whoever names none, and what then need not be learned by refusals: the largest write (as `batchSize`), the
 * largest read, whether items of one request make each other stale, and which parts of a lock version a write has to carry.
 */
interface KnownService {
  readonly settings: { readonly batchSize?: number; readonly requestsPerSecond?: number; readonly burst?: number };
  readonly memory: WriteMemory;
  /** Why the file that the configuration names is not used. */
  readonly problems: readonly Problem[];
  /** Why a file that was found is not used. */
  readonly warnings: readonly Problem[];
}

/** The name of the file that is looked for. */
export const serviceFileName = "connect-data-tables.service.json";

const nothing: KnownService = { settings: {}, memory: {}, problems: [], warnings: [] };
const advised = ["batchSize", "requestsPerSecond", "burst"] as const;

/** The engine hands a process one configuration, and a run has one working folder: it is read once. */
const alreadyRead = new WeakMap<StackConfig, KnownService>();

/** What is known of the service; nothing where there is no file. */
export function knownService(config: StackConfig, folder = process.cwd()): KnownService {
  const known = alreadyRead.get(config) ?? readFile(config.get("connect-data-tables:service"), folder);
  alreadyRead.set(config, known);
  return known;
}

function readFile(named: string | undefined, folder: string): KnownService {
  const path = named === undefined ? nearestFile(folder) : resolve(folder, named);
  if (path === undefined) return nothing;
  try {
    return knownFrom(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const message = `${named ?? serviceFileName} is not used: ${error instanceof Error ? error.message : String(error)}`;
    const hint = "Write it with `connect-data-tables probe --format json`.";
    const problem = { code: "INVALID_SETTING", message, hint } as const;
    if (named === undefined) return { ...nothing, warnings: [{ ...problem, severity: "warning" }] };
    return { ...nothing, problems: [{ ...problem, severity: "error" }] };
  }
}

/** The nearest file up to the folder of Pulumi.yaml; without one, only the working folder counts. */
function nearestFile(folder: string): string | undefined {
  const folders = foldersToProject(folder) ?? [folder];
  return folders.map((each) => join(each, serviceFileName)).find((path) => existsSync(path));
}

/** A folder and those above it, up to the nearest one with a Pulumi.yaml; undefined: there is none. */
export function foldersToProject(folder: string): readonly string[] | undefined {
  if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) return [folder];
  const above = dirname(folder);
  const others = above === folder ? undefined : foldersToProject(above);
  return others && [folder, ...others];
}

/** @throws Error where the content is not a result of the probe. */
function knownFrom(content: unknown): KnownService {
  const { schemaVersion, advice, personality } = (content ?? {}) as Readonly<Record<string, Record<string, unknown>>>;
  if ((schemaVersion as unknown) !== 1) {
    throw new Error(`"schemaVersion" is ${JSON.stringify(schemaVersion) ?? "missing"}, and this version reads 1.`);
  }
  const given = advised.filter((name) => advice?.[name] !== undefined);
  const settings = Object.fromEntries(given.map((name) => [name, advice?.[name]]));
  const shape = { kind: "record", fields: connectionSettings } as const;
  const wrong = judgeArguments(settings, shape, () => false).problems.map(({ message }) => message);
  if (wrong.length > 0) throw new Error(wrong.join(" "));
  return { ...nothing, settings, memory: memoryFrom(personality ?? {}) };
}

/** What the answers of a probe spare a write. */
function memoryFrom(personality: Readonly<Record<string, unknown>>): WriteMemory {
  const { inRequestStaleness, maxItemsDescribe, checkedParts, lockAtNone } = personality;
  const free = createsWithoutLock(personality);
  return {
    ...(inRequestStaleness === true && { oneItemPerScope: true }),
    ...(typeof maxItemsDescribe === "number" && maxItemsDescribe > 0 && { maxReadItems: maxItemsDescribe }),
    ...(free.length > 0 && { createsWithoutLock: free }),
    ...(checkedParts === "sent" && { comparedPartsOnly: true }),
    ...(lockAtNone === "required" && { locksAtNone: true }),
  };
}

/**
 * The levels at which a create goes without a lock version: where it need not have one, and one would take a request for each item, or a read
 * before each request. A version that a create does not carry is not brought forward to what is recorded, so the cell's own part has to be shown.
 */
function createsWithoutLock(personality: Readonly<Record<string, unknown>>): readonly LockLevel[] {
  const { lockOnCreate, lockPartsInWrites: shown, inRequestStaleness } = personality;
  const isCostly = shown === "none" || shown === "value" || (inRequestStaleness === true && shown !== "level");
  if (!isCostly || shown === undefined) return [];
  if (lockOnCreate === "optional") return ["DATA_TABLE", "ATTRIBUTE", "PRIMARY_VALUE"];
  return lockOnCreate === "data-table" ? ["ATTRIBUTE", "PRIMARY_VALUE"] : [];
}
