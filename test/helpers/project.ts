/**
 * Projects for the real `pulumi`: the packed package, installed once for all of them; for each a folder, a PULUMI_HOME, a state and a stack
 * of its own. A project lies below the folder of the installation, so that Node finds the package as in the project's own node_modules.
 */
import { spawn, type ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import Module from "node:module";
import { join, resolve } from "node:path";
import { doorOfProcess, throughDoor, type Door } from "./door";

/** What every project can use. From 3.249.0 on the SDK wants Node 22; the language host compiles with `typescript` below 7. */
const packages = [
  "@pulumi/pulumi@3.248.0",
  "@pulumi/policy@~1.21.0",
  "typescript@~5.9.3",
  "@types/node@^20.19.0",
  "tsx@^4.23.0",
];

/** What a program and its provider load. */
const loadedByCommands = [
  "@pulumi/pulumi",
  "pulumi-connect-data-tables",
  "pulumi-connect-data-tables/runtime",
  "@aws-sdk/client-connect",
];

/** The only stack of every project. */
export const stackName = "dev";

/** How a command ended. `all` is both outputs as they came, which is what a person sees. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly all: string;
}

/** A command that runs. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly done: Promise<CommandResult>;
}

/** A resource as `pulumi stack export` shows it. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
}

/** A stack as `pulumi stack export` shows it. */
export interface ExportedState {
  readonly text: string;
  readonly resources: readonly ExportedResource[];
  readonly pendingOperations: readonly unknown[];
}

/** What a project starts with. */
export interface ProjectOptions {
  /** File name → content; Pulumi.yaml is there unless it is given. An object is written as JSON. */
  readonly files: Readonly<Record<string, string | object>>;
  /** Where the simulator listens. */
  readonly endpoint?: string;
  /** What its programs use, which are written for dynamic resources. Default: the way of the process. */
  readonly door?: Door;
  /** For measurements: its commands compile what they load, as a user's do. Default: they take it compiled. */
  readonly isMeasured?: boolean;
}

/** A folder in which `pulumi` can be run. */
export interface Project {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs `pulumi` to its end. A variable that is `undefined` is taken out of its environment. */
  pulumi(args: readonly string[], env?: Readonly<Record<string, string | undefined>>): Promise<CommandResult>;
  /** Starts `pulumi`, for tests that kill it. */
  start(args: readonly string[], env?: Readonly<Record<string, string | undefined>>): RunningCommand;
  write(name: string, content: string | object): void;
  read(name: string): string;
  exportState(): Promise<ExportedState>;
  /** Ends everything that runs in the folder and removes it. */
  remove(): void;
}

let installation: Promise<{ folder: string; tarball: string; binDir: string }> | undefined;

/**
 * The packed package, installed beside the SDK, and the engine. Made once in a process, and kept in the user's cache. `TEST_PACKAGE` names
 * another build to install instead, a work tree or a tarball: it shows which tests fail there.
 */
export function installedPackage(): Promise<{ folder: string; tarball: string; binDir: string }> {
  installation ??= install();
  return installation;
}

async function install(): Promise<{ folder: string; tarball: string; binDir: string }> {
  const { ensureEngine } = await import("../../scripts/engine.mjs");
  const { TEST_PACKAGE: other } = process.env;
  const [installed, { binDir }] = await Promise.all([installPackage(other && resolve(other)), ensureEngine()]);
  return { ...installed, binDir };
}

/** Packs a work tree, this one if none is given, or takes a tarball, and installs it beside the SDK. */
export async function installPackage(from?: string): Promise<{ folder: string; tarball: string }> {
  const { installTarball, packTarball } = await import("../../scripts/pack.mjs");
  const tarball = from?.endsWith(".tgz") ? from : await packTarball({ from });
  return { folder: await installTarball(tarball, packages), tarball };
}

/** The environment in which commands take what they load compiled; Node 22 keeps it by itself, an older Node needs help. */
async function compileCache(folder: string): Promise<Readonly<Record<string, string>>> {
  const file = join(folder, "compiled");
  if ("enableCompileCache" in Module) return { NODE_COMPILE_CACHE: file };
  const preload = `--require ${JSON.stringify(join(__dirname, "compile-cache.cjs"))}`;
  const { NODE_OPTIONS: own = "" } = process.env;
  const cache = { NODE_OPTIONS: `${own} ${preload}`.trim(), TEST_COMPILE_CACHE: file };
  if (!existsSync(file)) await makeCompileCache(folder, cache);
  return cache;
}

async function makeCompileCache(folder: string, cache: Readonly<Record<string, string>>): Promise<void> {
  const program = loadedByCommands.map((name) => `require("${name}")`).join(";");
  const { code, all } = await startCommand("node", ["--eval", program], folder, { ...process.env, ...cache }).done;
  if (code !== 0) throw new Error(`What commands load could not be compiled:\n${all}`);
}

/** An empty folder in which Node finds the installed package. */
export async function newFolder(): Promise<string> {
  const { folder } = await installedPackage();
  const projects = join(folder, "projects");
  mkdirSync(projects, { recursive: true });
  return mkdtempSync(join(projects, "p-"));
}

/** Makes a project with an empty stack. */
export async function newProject(options: ProjectOptions): Promise<Project> {
  const { files, endpoint, door = doorOfProcess(), isMeasured = false } = options;
  const { engineEnvironment } = await import("../../scripts/engine/environment.mjs");
  const { binDir, folder: installed } = await installedPackage();
  const root = await newFolder();
  const [folder, home] = [join(root, "project"), join(root, "home")];
  mkdirSync(folder);
  const own = { PULUMI_STACK: stackName, NO_COLOR: "1", ...(!isMeasured && (await compileCache(installed))) };
  const env = { ...engineEnvironment({ home, binDir, endpoint }), ...own };
  const write: Project["write"] = (name, content) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(folder, name), throughDoor(name, text, door));
  };
  const start: Project["start"] = (args, changes = {}) => startCommand("pulumi", args, folder, { ...env, ...changes });
  const project: Project = {
    folder,
    env,
    write,
    read: (name) => readFileSync(join(folder, name), "utf8"),
    start,
    pulumi: (args, changes) => start(args, changes).done,
    exportState: async () => readState(await start(["stack", "export"]).done),
    remove: () => {
      killIn(root);
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  for (const [name, content] of Object.entries({ "Pulumi.yaml": pulumiYaml(files), ...files })) write(name, content);
  const { code, all } = await project.pulumi(["stack", "init", stackName]);
  if (code !== 0) throw new Error(`pulumi stack init failed:\n${all}`);
  return project;
}

/** The project file. The SDK loads the compiler of TypeScript unless it is told not to, which a program in JavaScript need not wait for. */
function pulumiYaml(files: ProjectOptions["files"]): string {
  const isTypeScript = Object.keys(files).some((name) => name.endsWith(".ts"));
  const options = isTypeScript ? "" : "  options:\n    typescript: false\n";
  return `name: test\nruntime:\n  name: nodejs\n${options}`;
}

/** Runs a command in a process group of its own: a Ctrl-C in the terminal of the test run must not reach it twice. */
export function startCommand(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): RunningCommand {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const output = { stdout: "", stderr: "", all: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
    output.all += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
    output.all += text;
  });
  const done = new Promise<CommandResult>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, ...output }));
  });
  return { child, done };
}

function readState({ code, stdout, stderr }: CommandResult): ExportedState {
  if (code !== 0) throw new Error(`pulumi stack export failed:\n${stderr}`);
  const { deployment } = JSON.parse(stdout) as {
    deployment: { resources?: ExportedResource[]; pending_operations?: unknown[] };
  };
  const { resources = [], pending_operations: pendingOperations = [] } = deployment;
  return { text: stdout, resources, pendingOperations };
}

/** A provider outlives a killed `pulumi` and belongs to no group of ours; what tells it is its working directory. */
function killIn(root: string): void {
  for (const pid of processes()) {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(root)) process.kill(Number(pid), "SIGKILL");
    } catch {
      // It ended meanwhile, or belongs to another user.
    }
  }
}

/** Where there is no /proc, nothing can be told; tests that kill `pulumi` leave a provider behind there. */
function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  } catch {
    return [];
  }
}
