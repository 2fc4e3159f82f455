export interface Engine {
  /** The folder of `pulumi` and its helpers; put it first on PATH, or let `engineEnvironment` do it. */
  binDir: string;
  version: string;
  /** Where it came from: the person's own, the official release, or a build from Go modules. */
  source: "path" | "release" | "build";
}

export interface EnsureEngineOptions {
  /** Receives a line per step while it takes long; nothing when the engine is there. Default: standard error. */
  log?: (line: string) => void;
  /** Default: `process.env`. */
  env?: NodeJS.ProcessEnv;
}

/** Its message says what was tried and what to do. */
export class EngineError extends Error {}

export function ensureEngine(options?: EnsureEngineOptions): Promise<Engine>;

/** Makes the hosts of YAML and Python programs available; resolves to their folder. */
export function ensureLanguages(options?: EnsureEngineOptions): Promise<string>;

/** Makes the host of Go programs available; resolves to its folder. */
export function ensureGoHost(options?: EnsureEngineOptions): Promise<string>;

/** Makes the generator of SDKs available; resolves to its path. */
export function ensureGenerator(options?: EnsureEngineOptions): Promise<string>;
