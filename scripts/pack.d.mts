export interface PackOptions {
  /** Receives a line per step that takes long; nothing when the cache has it. Default: standard error. */
  log?: (line: string) => void;
  /** Default: `process.env`. */
  env?: NodeJS.ProcessEnv;
}

/** `from`: the work tree to pack; this one if it is not given. */
export function packTarball(options?: PackOptions & { from?: string }): Promise<string>;
export function installTarball(tarball: string, others: readonly string[], options?: PackOptions): Promise<string>;
export function tarballHash(tarball: string): string;
