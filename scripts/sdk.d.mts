/** Writes the SDK of a language into a folder, from the schema in the package. */
export function writeSdk(language: string, folder: string, options?: { log?: (line: string) => void }): Promise<void>;
