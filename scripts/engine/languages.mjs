// The hosts of languages beside Node, and the generators of SDKs, for `npm run engine -- --languages`, `npm run test:languages`, `test:go` and `sdk`.
import { copyFileSync, chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildProgram, goProgram, moduleFolder } from "./build-from-go.mjs";
import { withLock } from "./lock.mjs";
import { cacheRoot, isExecutable, PLATFORM } from "./platform.mjs";
import { GO_HOST_VERSION, JAVA_GENERATOR_VERSION, LANGUAGE_HOST_VERSION, YAML_HOST_VERSION } from "./versions.mjs";

const suffix = process.platform === "win32" ? ".exe" : "";
const moduleAt = (name) => fileURLToPath(new URL(name, import.meta.url));
const HOSTS = [
  {
    file: `pulumi-language-yaml${suffix}`,
    version: YAML_HOST_VERSION,
    module: moduleAt("language-yaml"),
    command: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    patience: "about a minute and a half",
  },
  {
    file: `pulumi-language-python${suffix}`,
    version: LANGUAGE_HOST_VERSION,
    module: moduleAt("language-python"),
    command: "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python",
    patience: "a few seconds",
  },
];
/** Not among the others: only `npm run test:go` needs it. */
const GO_HOST = {
  file: `pulumi-language-go${suffix}`,
  version: GO_HOST_VERSION,
  module: moduleAt("language-go"),
  command: "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go",
  patience: "about half a minute",
};
const GENERATOR = {
  file: `codegen${suffix}`,
  version: "4",
  module: moduleAt("codegen"),
  command: ".",
  patience: "about a minute and a half",
};
/** Java has a generator in a module of its own, on other versions of the others'. */
const JAVA_GENERATOR = {
  file: `pulumi-java-gen${suffix}`,
  version: JAVA_GENERATOR_VERSION,
  module: moduleAt("codegen-java"),
  command: "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-java-gen",
  patience: "about two minutes",
};
/** What starts a Python program; the host looks for it beside itself. */
const PYTHON_EXEC = "pulumi-language-python-exec";

/** Makes the hosts of YAML and Python available. Returns the folder that has to be on PATH beside that of the engine. */
export function ensureLanguages({ log = console.error, env = process.env } = {}) {
  const name = `languages-yaml-${YAML_HOST_VERSION}-python-${LANGUAGE_HOST_VERSION}-${PLATFORM}`;
  return ensurePrograms(name, HOSTS, { log, env }, async (folder) => {
    const source = await moduleFolder(HOSTS[1].module, "github.com/pulumi/pulumi/sdk/v3", env);
    copyFileSync(join(source, "python", "cmd", PYTHON_EXEC), join(folder, PYTHON_EXEC));
    chmodSync(join(folder, PYTHON_EXEC), 0o755);
  });
}

/** Makes the host of Go programs available. Returns the folder that has to be on PATH beside that of the engine. */
export function ensureGoHost({ log = console.error, env = process.env } = {}) {
  return ensurePrograms(`language-go-${GO_HOST.version}-${PLATFORM}`, [GO_HOST], { log, env });
}

/** Makes the generator of SDKs for every language but Java available. Returns its path. */
export function ensureGenerator(options) {
  return ensureProgram("codegen", GENERATOR, options);
}

/** Makes the generator of SDKs for Java available. Returns its path. */
export function ensureJavaGenerator(options) {
  return ensureProgram("codegen-java", JAVA_GENERATOR, options);
}

async function ensureProgram(name, program, { log = console.error, env = process.env } = {}) {
  const folder = await ensurePrograms(`${name}-${program.version}-${PLATFORM}`, [program], { log, env });
  return join(folder, program.file);
}

async function ensurePrograms(name, programs, { log, env }, finish = async () => {}) {
  const folder = join(cacheRoot(env), name);
  const isReady = () =>
    existsSync(join(folder, "ready")) && programs.every(({ file }) => isExecutable(join(folder, file)));
  if (isReady()) return folder;
  mkdirSync(cacheRoot(env), { recursive: true });
  return withLock(`${folder}.lock`, log, async () => {
    if (isReady()) return folder;
    const draft = `${folder}.draft-${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    try {
      const go = await goProgram(env, programs[0].module);
      for (const program of programs) await buildProgram(go, program, draft, { env, log });
      await finish(draft);
      writeFileSync(join(draft, "ready"), programs.map(({ file, version }) => `${file} ${version}\n`).join(""));
      rmSync(folder, { recursive: true, force: true });
      renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    return folder;
  });
}
