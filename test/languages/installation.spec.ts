import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { execFileSync } from "node:child_process";
import { startSimulator, type Simulator } from "../../src/simulator";
import { installedPackage, startCommand } from "../helpers/project";
import { yamlProgram } from "../helpers/language-project";

const arch = { x64: "amd64" }[process.arch as string] ?? process.arch;
const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { version: string };

describe("the archives of the plugin", function () {
  this.timeout(600_000);
  let folder: string;
  let archives: Record<string, string>;
  let simulator: Simulator;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "installation-"));
    const { packPlugin } = await import("../../scripts/plugin-pack.mjs");
    archives = await packPlugin(join(folder, "archives"));
    simulator = await startSimulator();
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await simulator.close();
  });

  it("are one for each platform, with the checksums that are listed; that for Windows has a .cmd", () => {
    const names = ["linux", "darwin", "windows"].flatMap((os) => [`${os}-amd64`, `${os}-arm64`]);
    assert.deepEqual(Object.keys(archives), names);
    const sums = Object.values(archives).map((file) => {
      const sum = createHash("sha256").update(readFileSync(file)).digest("hex");
      return `${sum}  ${basename(file)}`;
    });
    const [first = ""] = Object.values(archives);
    assert.deepEqual(
      readFileSync(join(dirname(first), "SHA256SUMS"), "utf8")
        .trim()
        .split("\n"),
      sums,
    );
    const list = execFileSync("tar", ["-tzf", archives["windows-amd64"] ?? ""], { encoding: "utf8" });
    assert.match(list, /^pulumi-resource-connect-data-tables\.cmd$/m);
  });

  it("run a YAML program from an empty PULUMI_HOME, with no node_modules near it", async () => {
    const { engineEnvironment } = await import("../../scripts/engine/environment.mjs");
    const { ensureLanguages } = await import("../../scripts/engine.mjs");
    const [{ binDir }, hosts] = await Promise.all([installedPackage(), ensureLanguages()]);
    const project = join(folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "Pulumi.yaml"), yamlProgram("09:00").replace(/plugins:\n(?: .*\n)+/, ""));
    const home = engineEnvironment({ home: join(folder, "home"), binDir, endpoint: simulator.url });
    const env = { ...home, PATH: [binDir, hosts, process.env.PATH].join(delimiter), NO_COLOR: "1" };
    const pulumi = async (...args: string[]) => {
      const { code, all } = await startCommand("pulumi", args, project, env).done;
      assert.equal(code, 0, all);
      return all;
    };
    const archive = archives[`${process.platform}-${arch}`] ?? assert.fail(`${process.platform}-${arch}`);
    await pulumi("plugin", "install", "resource", "connect-data-tables", version, "--file", archive);
    await pulumi("stack", "init", "dev");
    await pulumi("up", "--yes", "--skip-preview");
    assert.equal(simulator.dump().tables.StoreHours?.rows.length, 2);
    await pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(simulator.dump().tables.StoreHours, undefined);
  });
});
