// Lints the GitHub workflows of this repository and the one that users copy: `npm run lint:workflows`. The linter is built from a Go module.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureLinter } from "./engine/languages.mjs";
import { run } from "./engine/run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const workflows = [".github/workflows", "docs/ci"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name)),
);

try {
  const { code, stdout, stderr } = await run(await ensureLinter(), ["-no-color", ...workflows], { cwd: root });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  console.log(code === 0 ? `${workflows.join(", ")}: no findings` : "");
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
