export const ENGINE_VERSION: string;
export const LANGUAGE_HOST_VERSION: string;
export const GO_HOST_VERSION: string;
export const YAML_HOST_VERSION: string;
export const OLDEST_ENGINE: string;
export const OLDEST_GO: string;

/** Whether `version` ("v3.250.0", "go1.26.8", "3.250.0-dev.1") is `oldest` or newer. Text without a version is not. */
export function isAtLeast(version: string, oldest: string): boolean;
