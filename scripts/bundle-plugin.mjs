// The plugin as one file that needs nothing but Node: `dist/plugin/main.js`, which is the executable of the npm package and what an archive holds.
import { chmodSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const outfile = fileURLToPath(new URL("dist/plugin/main.js", root));

await build({
  entryPoints: [fileURLToPath(new URL("src/plugin/main.ts", root))],
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
