// The plugin as one file that needs nothing but Node: `dist/plugin/main.js`, which is the executable of the npm package and what an archive holds.
import { chmodSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);

/** Writes the bundle, or that of a program around it. */
export async function bundlePlugin(outfile, entry = new URL("src/plugin/main.ts", root)) {
  const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    legalComments: "eof",
    logLevel: "warning",
    define: { bundledVersion: JSON.stringify(version) },
  });
  chmodSync(outfile, 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundlePlugin(fileURLToPath(new URL("dist/plugin/main.js", root)));
}
