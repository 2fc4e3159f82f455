/** Runs actionlint on the workflows in the documents, on those that `init` writes, and on those of this repository. It is built once, from Go's module proxy, and kept beside the engine. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findOnPath } from "./engine/platform.mjs";
import { run } from "./engine/run.mjs";
import { projectLanguages } from "../src/cli/instance/project/project.ts";
import { workflowFor } from "../src/cli/instance/project/workflow.ts";

const VERSION = "v1.7.12";
const repository = fileURLToPath(new URL("..", import.meta.url));
const folders = ["docs/ci", ".github/workflows"].map((name) => join(repository, name));
const root = process.env.PULUMI_ENGINE_CACHE_DIR ?? join(homedir(), ".cache", "pulumi-connect-data-tables");
const folder = join(root, `actionlint-${VERSION}`);
const program = join(folder, process.platform === "win32" ? "actionlint.exe" : "actionlint");

async function build() {
  const go = findOnPath(process.platform === "win32" ? "go.exe" : "go", process.env);
  if (!go)
    throw new Error(
      "Go is needed to build actionlint, which checks the workflows. Install it from https://go.dev/dl and run this again.",
    );
  console.error(`Building actionlint ${VERSION} …`);
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod" };
  const { code, stderr } = await run(go, ["install", `github.com/rhysd/actionlint/cmd/actionlint@${VERSION}`], {
    env,
    cwd: folder,
  });
  if (code !== 0) throw new Error(`actionlint could not be built:\n${stderr}`);
}

const written = mkdtempSync(join(tmpdir(), "workflows-"));
try {
  if (!existsSync(program)) await build();
  const recipe = readFileSync(join(repository, "docs/ci/github-actions.yml"), "utf8");
  for (const language of projectLanguages)
    writeFileSync(join(written, `${language}.yml`), workflowFor(language, recipe));
  const files = [...folders, written].flatMap((workflows) =>
    readdirSync(workflows)
      .filter((name) => name.endsWith(".yml"))
      .map((name) => join(workflows, name)),
  );
  const { code, stdout, stderr } = await run(program, ["-no-color", "-shellcheck=", "-pyflakes=", ...files], {
    cwd: repository,
    env: process.env,
  });
  console.log(code === 0 ? `${files.length} workflows: no problem found` : stdout + stderr);
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(written, { recursive: true });
}
