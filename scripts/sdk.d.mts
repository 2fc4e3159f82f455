/** Writes the SDK of a language into a folder, from the schema in the package. */
export function writeSdk(language: string, folder: string, options?: { log?: (line: string) => void }): Promise<void>;
/** What tells whether an SDK is of today's schema. */
export function schemaHash(): string;
