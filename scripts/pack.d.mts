export interface PackOptions {
  /** Receives a line per step that takes long; nothing when the cache has it. Default: standard error. */
  log?: (line: string) => void;
  /** Default: `process.env`. */
  env?: NodeJS.ProcessEnv;
}

export function packTarball(options?: PackOptions): Promise<string>;
export function installTarball(tarball: string, others: readonly string[], options?: PackOptions): Promise<string>;
export function tarballHash(tarball: string): string;
