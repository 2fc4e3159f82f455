/** Writes an archive for each platform and their checksums into a folder; resolves to the archives by platform, such as `linux-amd64`. */
export function packPlugin(folder: string): Promise<Record<string, string>>;
