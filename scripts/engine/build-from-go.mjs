import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NotAvailable } from "./errors.mjs";
import { findOnPath, GO_ARCH, GO_OS, LANGUAGE_HOST, PULUMI } from "./platform.mjs";
import { run, withHeartbeat } from "./run.mjs";
import { ENGINE_VERSION, isAtLeast, LANGUAGE_HOST_VERSION, OLDEST_GO } from "./versions.mjs";

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const PARTS = [
  {
    file: PULUMI,
    version: ENGINE_VERSION,
    module: fileURLToPath(new URL("pulumi", import.meta.url)),
    command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    patience: "about six minutes the first time",
  },
  {
    file: LANGUAGE_HOST,
    version: LANGUAGE_HOST_VERSION,
    module: fileURLToPath(new URL("language-nodejs", import.meta.url)),
    command: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    patience: "about half a minute",
  },
];

/** Compiles both programs into `binDir`, from the versions that the go.mod and go.sum files here pin. */
export async function buildFromGo(binDir, { env, log }) {
  const go = await goProgram(env, PARTS[0].module);
  for (const part of PARTS) await buildProgram(go, part, binDir, { env, log });
}

/** The `go` on PATH, if it is new enough. */
export async function goProgram(env, module) {
  const go = findOnPath(GO_OS === "windows" ? "go.exe" : "go", env);
  if (!go) throw new NotAvailable("`go` is not on PATH");
  await checkGo(go, module, goEnvironment(env));
  return go;
}

/** The folder that holds the source of a package's module. */
export async function moduleFolder(module, path, env) {
  const go = await goProgram(env, module);
  const { stdout, stderr, code } = await run(go, ["list", "-m", "-f", "{{.Dir}}", path], {
    env: goEnvironment(env),
    cwd: module,
  });
  if (code !== 0) throw new NotAvailable(`the source of ${path} is not there: ${lastLine(stderr)}`);
  return stdout.trim();
}

async function checkGo(go, module, env) {
  const { stdout, stderr, code } = await run(go, ["env", "GOVERSION"], { env, cwd: module });
  if (code !== 0) throw new NotAvailable(`Go ${OLDEST_GO} or newer is needed: ${lastLine(stderr)}`);
  if (isAtLeast(stdout, OLDEST_GO)) return;
  throw new NotAvailable(`Go ${OLDEST_GO} or newer is needed, this is ${stdout.trim()}`);
}

/** Compiles one program into `binDir`. */
export async function buildProgram(go, part, binDir, { env, log }) {
  log(`Compiling ${part.file} ${part.version} from Go modules (${part.patience}) …`);
  const flags = `-s -w -X ${VERSION_VARIABLE}=v${part.version}`;
  const args = ["build", "-ldflags", flags, "-o", join(binDir, part.file), part.command];
  const work = run(go, args, { env: goEnvironment(env), cwd: part.module });
  const { code, stderr } = await withHeartbeat(log, () => `compiling ${part.file}`, work);
  if (code !== 0) throw new NotAvailable(`${part.file} does not build: ${lastLine(stderr)}`);
}

/** Overrides whatever the person's settings for Go could do to the result; the module proxy stays theirs. */
function goEnvironment(env) {
  const fixed = { GOOS: GO_OS, GOARCH: GO_ARCH, CGO_ENABLED: "0", GOWORK: "off", GO111MODULE: "on" };
  return { ...env, ...fixed, GOTOOLCHAIN: "auto", GOFLAGS: "-mod=readonly -trimpath -buildvcs=false" };
}

function lastLine(text) {
  return text.trim().split("\n").at(-1);
}
