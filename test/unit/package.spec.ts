import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as index from "../../src/index";
import * as plugin from "../../src/plugin";
import * as runtime from "../../src/runtime";
import * as simulator from "../../src/simulator";

const root = resolve(__dirname, "../..");
const readJson = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8")) as Record<string, unknown>;
const manifest = readJson("package.json") as {
  name: string;
  main: string;
  types: string;
  files: string[];
  engines: { node: string };
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

describe("the package", () => {
  it("exports these names and no others", () => {
    assert.deepEqual(Object.keys(index).sort(), [
      "DataTable",
      "DataTableFile",
      "DataTableValues",
      "getDataTable",
      "getDataTableOutput",
    ]);
    assert.deepEqual(Object.keys(plugin).sort(), [...Object.keys(index), "Provider"].sort());
    assert.deepEqual(Object.keys(simulator).sort(), [
      "documentedRateLimit",
      "personalities",
      "startSimulator",
      "switchValues",
    ]);
  });

  it("offers these verbs to the provider text in people's state; the names never go", () => {
    const verbs = ["check", "configure", "create", "delete", "diff", "read", "update"];
    assert.deepEqual(
      Object.fromEntries(Object.entries(runtime).map(([name, offered]) => [name, Object.keys(offered).sort()])),
      { dataTable: verbs, dataTableValues: verbs },
    );
  });

  it("can be imported by these paths", () => {
    assert.deepEqual(Object.keys(manifest.exports), [".", "./runtime", "./plugin", "./simulator", "./package.json"]);
    for (const target of Object.values(manifest.exports)) {
      if (typeof target === "string") continue;
      // `types` must come first: TypeScript takes the first condition that fits.
      assert.deepEqual(Object.keys(target), ["types", "default"]);
      assert.equal(target.types, target.default.replace(/\.js$/, ".d.ts"));
      assert.ok(existsSync(sourceOf(target.default)), target.default);
    }
    assert.deepEqual(manifest.exports["."], { types: manifest.types, default: manifest.main });
  });

  it("has two executables, which node can run", () => {
    assert.deepEqual(Object.keys(manifest.bin), ["connect-data-tables", "pulumi-resource-connect-data-tables"]);
    for (const target of Object.values(manifest.bin))
      assert.match(readFileSync(sourceOf(target), "utf8"), /^#!\/usr\/bin\/env node\n/);
  });

  it("runs on Node 20.19, with the program's own SDK, and brings everything else that it loads", () => {
    assert.equal(manifest.engines.node, ">=20.19");
    assert.deepEqual(manifest.peerDependencies, { "@pulumi/pulumi": ">=3.216 <4" });
    assert.ok(!("@pulumi/pulumi" in manifest.dependencies));
  });

  it("is locked without the address of a registry", () => {
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    assert.doesNotMatch(lock, /"resolved": "https?:/);
    const { version, packages } = readJson("package-lock.json") as {
      version: string;
      packages: Record<string, object>;
    };
    assert.equal(version, (manifest as unknown as { version: string }).version);
    assert.deepEqual((packages[""] as typeof manifest).dependencies, manifest.dependencies);
  });

  it("packs what it needs to run, and nothing of what it is made of", async function () {
    this.timeout(120_000);
    const { packTarball } = await import("../../scripts/pack.mjs");
    const list = execFileSync("tar", ["-tzf", await packTarball()], { encoding: "utf8" });
    const packed = list
      .trim()
      .split("\n")
      .map((path) => path.replace(/^package\//, ""));
    const loaded = [
      "dist/index.js",
      "dist/index.d.ts",
      "dist/runtime.js",
      "dist/simulator/index.js",
      "dist/cli/main.js",
      "dist/plugin.js",
      "dist/plugin/main.js",
    ];
    const documents = [
      "README.md",
      "CHANGELOG.md",
      "LICENSE",
      "package.json",
      "schema/data-table.schema.json",
      "sdk/python/pyproject.toml",
    ];
    for (const name of [...loaded, ...documents]) assert.ok(packed.includes(name), name);
    const others = packed.filter(
      (name) => !/^dist\/.*\.(js|d\.ts)$|^schema\/([\w.-]+\.schema|pulumi-schema)\.json$|^sdk\/python\//.test(name),
    );
    assert.deepEqual(others.sort(), besideCode);
    const withoutSource = packed
      .filter((name) => name.startsWith("dist/") && name.endsWith(".js"))
      .filter((name) => !existsSync(sourceOf(`./${name}`)));
    assert.deepEqual(withoutSource, []);
    assert.deepEqual(
      packed.filter((name) => /\.(spec|test)\.|\bexamples?\b|\.map$/.test(name)),
      [],
    );
  });

  it("packs no more from this folder, with everything that lies about in it", () => {
    const dryRun = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ files } = { files: [] }] = JSON.parse(dryRun) as { files: { path: string }[] }[];
    const stray = files.map(({ path }) => path).filter((path) => !/^(dist|schema|sdk\/python)\//.test(path));
    assert.deepEqual(stray.sort(), besideCode);
  });
});

const besideCode = ["CHANGELOG.md", "LICENSE", "README.md", "docs/ci/github-actions.yml", "package.json"];

function sourceOf(compiled: string): string {
  return join(root, compiled.replace(/^\.\/dist\//, "src/").replace(/\.js$/, ".ts"));
}
