/** Writes the bundle, or that of a program around it. */
export function bundlePlugin(outfile: string, entry?: URL): Promise<void>;
