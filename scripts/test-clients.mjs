/**
 * Proves that the simulator is understood by clients that know nothing of this package: boto3 and the AWS CLI. They are installed
 * once, at pinned versions, into a virtual environment in the user's cache, named by those pins.
 *
 * Usage: npm run test:clients   (PYTHON names another interpreter than python3)
 */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { require as load } from "tsx/cjs/api";

const root = fileURLToPath(new URL("..", import.meta.url));
const python = process.env.PYTHON ?? "python3";
const requirements = join(root, "test/clients/requirements.txt");

/** The interpreter of the virtual environment; made when it is not there, or was left unfinished. */
function environment() {
  const version = execFileSync(python, ["-c", "import sys; print(sys.version)"], { encoding: "utf8" });
  const hash = createHash("sha256").update(version).update(readFileSync(requirements)).digest("hex");
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "pulumi-connect-data-tables", "clients", hash.slice(0, 16));
  const interpreter = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const ready = join(folder, ".ready");
  if (existsSync(ready)) return interpreter;
  console.log(`Installing boto3 and the AWS CLI into ${folder} …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(python, ["-m", "venv", folder], { stdio: "inherit" });
  const quiet = ["--quiet", "--disable-pip-version-check"];
  execFileSync(interpreter, ["-m", "pip", "install", ...quiet, "-r", requirements], { stdio: "inherit" });
  writeFileSync(ready, "");
  return interpreter;
}

/** The variables that the clients go by: nothing of the person's own configuration, and no proxy before the loopback. */
function variables(url) {
  const own = Object.entries(process.env).filter(([name]) => !/^AWS_|_proxy$/i.test(name));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL_CONNECT: url,
    AWS_REGION: "eu-central-1",
    AWS_DEFAULT_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
    AWS_CONFIG_FILE: join(root, "test/clients/none"),
    AWS_SHARED_CREDENTIALS_FILE: join(root, "test/clients/none"),
    AWS_EC2_METADATA_DISABLED: "true",
    PYTHONPATH: [join(root, "test/clients"), process.env.PYTHONPATH].filter(Boolean).join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONIOENCODING: "utf-8",
    PYTHONUTF8: "1",
  };
}

const interpreter = environment();
const { startSimulator } = load("../src/simulator/index.ts", import.meta.url);
const simulator = await startSimulator();
const main = join(root, "test/clients/main.py");
const child = spawn(interpreter, [main], { stdio: "inherit", env: variables(simulator.url) });
const code = await new Promise((resolve) => child.on("close", (status) => resolve(status ?? 1)));
await simulator.close();
process.exitCode = code;
