export interface EngineEnvironmentOptions {
  /** A folder of this run alone. */
  home: string;
  /** From `ensureEngine`. */
  binDir: string;
  /** Where a simulated Amazon Connect listens. */
  endpoint?: string;
  /** Default: `process.env`. */
  env?: NodeJS.ProcessEnv;
}

export function engineEnvironment(options: EngineEnvironmentOptions): Record<string, string>;
