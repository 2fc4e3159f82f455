/** The stack's configuration, as the engine hands it to a provider once in a process. Secrets in it arrive in clear and stay here. */
export interface StackConfig {
  /** The value of a full key such as `aws:region`; a key without a namespace is the project's own. */
  get(key: string): string | undefined;
}

let current: StackConfig = { get: () => undefined };

/** Keeps what `configure` was given, for every verb of this process. */
export function rememberStackConfig(config: StackConfig | undefined): void {
  if (config) current = config;
}

/** What `configure` was given; empty before. */
export function stackConfig(): StackConfig {
  return current;
}
