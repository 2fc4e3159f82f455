import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../scripts/engine.mjs" with { "resolution-mode": "import" };
import { addGo, addHelpers, addPulumi, addScript, newMachine, newMirror, SHIM } from "./machine";
import type { Faults, Machine, Mirror } from "./machine";

const SCRIPT = join(__dirname, "../../../scripts/engine.mjs");

describe("npm run engine", () => {
  let machine: Machine;
  let mirror: Mirror | undefined;
  let version: string;
  let lines: string[];

  before(async function () {
    if (process.platform === "win32") {
      console.log("npm run engine: not tested on Windows, because the pretended programs are shell scripts");
      this.skip();
    }
    version = (await import("../../../scripts/engine/versions.mjs")).ENGINE_VERSION;
  });
  beforeEach(() => {
    machine = newMachine();
    lines = [];
  });
  afterEach(async () => {
    await mirror?.close();
    mirror = undefined;
    machine.remove();
  });

  async function ensure(): Promise<Engine> {
    const { ensureEngine } = await import("../../../scripts/engine.mjs");
    return ensureEngine({ env: machine.env, log: (line) => lines.push(line) });
  }

  async function failure(): Promise<string> {
    const { EngineError } = await import("../../../scripts/engine.mjs");
    const error: unknown = await ensure().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof EngineError);
    return error.message;
  }

  async function startMirror(wrong?: Faults): Promise<Mirror> {
    mirror = await newMirror(machine, version, wrong);
    machine.env.PULUMI_ENGINE_BASE_URL = mirror.url;
    return mirror;
  }

  const inCache = () => readdirSync(machine.cache);

  describe("with a pulumi on PATH", () => {
    it("uses it where it is when its helpers are beside it", async () => {
      addPulumi(machine.bin, "3.217.1");
      addHelpers(machine.bin);
      assert.deepEqual(await ensure(), { binDir: machine.bin, version: "3.217.1", source: "path" });
      assert.deepEqual(lines, []);
    });

    it("goes on when it is too old", async () => {
      addPulumi(machine.bin, "3.215.9");
      addHelpers(machine.bin);
      await startMirror();
      assert.equal((await ensure()).source, "release");
    });

    it("goes on when there is no language host", async () => {
      addPulumi(machine.bin, "3.300.0");
      await startMirror();
      assert.equal((await ensure()).source, "release");
    });

    it("goes on when it only starts the real one, whose helpers are elsewhere", async () => {
      addPulumi(machine.bin, "3.300.0");
      addHelpers(machine.bin, ["pulumi-language-nodejs"]);
      assert.match(await failure(), /1\. pulumi on PATH: .* is a script that starts the real one elsewhere/);
    });
  });

  describe("with a mirror of the releases", () => {
    it("takes the archive and adds what starts dynamic providers", async () => {
      await startMirror();
      const engine = await ensure();
      const folder = join(machine.cache, `${version}-${process.platform}-${process.arch}`);
      assert.deepEqual(engine, { binDir: join(folder, "bin"), version, source: "release" });
      assert.deepEqual(readdirSync(engine.binDir).sort(), ["pulumi", "pulumi-language-nodejs", SHIM]);
      assert.deepEqual(inCache().length, 1);
    });

    it("neither asks nor says anything when the engine is cached", async () => {
      const { requests } = await startMirror();
      const first = await ensure();
      const [asked, said, start] = [requests.length, lines.length, Date.now()];
      assert.deepEqual(await ensure(), first);
      assert.deepEqual([requests.length, lines.length], [asked, said]);
      assert.ok(Date.now() - start < 1000);
    });

    it("refuses an archive with a wrong checksum, and tries nothing else in its place", async () => {
      addGo(machine, "1.26.0");
      await startMirror({ checksum: "ab".repeat(32) });
      const message = await failure();
      assert.match(message, /checksum of http.*\.tar\.gz is wrong/);
      assert.match(message, new RegExp(`expected ${"ab".repeat(32)}`));
      assert.match(message, /set PULUMI_ENGINE_BASE_URL to another one/);
      assert.deepEqual(inCache(), []);
    });

    it("does not use an archive without a checksum", async () => {
      await startMirror({ checksum: "none" });
      const message = await failure();
      assert.match(message, /2\. the official release: .*has no SHA-256 checksum of pulumi-v/);
      assert.equal(mirror?.requests.length, 1);
    });

    it("does not use an archive whose pulumi is another version", async () => {
      await startMirror({ content: "3.249.0" });
      assert.match(await failure(), new RegExp(`2\\. the official release: its pulumi is 3\\.249\\.0, not ${version}`));
    });
  });

  describe("with Go alone", () => {
    it("builds both programs, whatever the person's settings for Go are", async () => {
      const calls = addGo(machine, "1.26.8");
      Object.assign(machine.env, { GOFLAGS: "-mod=vendor", GOWORK: "/elsewhere/go.work", CGO_ENABLED: "1" });
      assert.equal((await ensure()).source, "build");
      const [, pulumi, host] = calls().split("\n");
      for (const call of [pulumi, host]) {
        assert.match(
          call ?? "",
          /"GOFLAGS":"-mod=readonly -trimpath -buildvcs=false","GOWORK":"off","CGO_ENABLED":"0"/,
        );
      }
      assert.match(host ?? "", /pulumi-language-nodejs/);
      assert.ok(lines.some((line) => line.startsWith(`Compiling pulumi ${version} from Go modules`)));
    });

    it("says which Go it needs", async () => {
      addGo(machine, "1.24.1");
      assert.match(await failure(), /3\. a build from Go modules: Go 1\.25\.11 or newer is needed, this is go1\.24\.1/);
    });

    it("shows the last line of a failed build", async () => {
      const text = '[ "$1" = env ] && echo go1.26.0 && exit\necho downloading >&2\necho "no such module" >&2\nexit 1';
      addScript(machine.bin, "go", `#!/bin/sh\n${text}\n`);
      assert.match(await failure(), /3\. a build from Go modules: pulumi does not build: no such module/);
    });
  });

  describe("with nothing at all", () => {
    it("lists what was tried, why it failed and what to do", async () => {
      const message = await failure();
      assert.match(message, /1\. pulumi on PATH: there is none/);
      assert.match(message, /2\. the official release: http.* could not be fetched \(/);
      assert.match(message, /3\. a build from Go modules: `go` is not on PATH/);
      assert.match(message, /install pulumi 3\.216\.0 or newer/);
      assert.deepEqual(inCache(), []);
    });

    it("says which address is none", async () => {
      machine.env.PULUMI_ENGINE_BASE_URL = "mirror";
      assert.match(await failure(), /PULUMI_ENGINE_BASE_URL is not an address: "mirror"/);
    });

    it("says what to do when the cache cannot be written", async () => {
      writeFileSync(join(machine.root, "file"), "");
      machine.env.PULUMI_ENGINE_CACHE_DIR = join(machine.root, "file", "cache");
      assert.match(await failure(), /Set PULUMI_ENGINE_CACHE_DIR to a folder that you may write to/);
    });

    it("prints the message alone and fails", async () => {
      const { code, stdout, stderr } = await runScript(machine.env);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /No working pulumi could be set up/);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
  });

  describe("in two processes at once", () => {
    it("sets up one engine for both", async () => {
      const { requests } = await startMirror();
      const both = await Promise.all([runScript(machine.env), runScript(machine.env)]);
      const folder = join(machine.cache, `${version}-${process.platform}-${process.arch}`, "bin");
      for (const { code, stdout } of both) assert.deepEqual([code, stdout], [0, `${folder}\n`]);
      assert.equal(requests.length, 2, "the checksums and the archive, once");
      assert.match(both.map(({ stderr }) => stderr).join(""), /Waiting for another process that sets up the engine/);
    });

    it("takes over from a process that was killed, and removes what it left", async () => {
      const dead = (await runScript({ PATH: "" }, "--version")).pid;
      const name = `${version}-${process.platform}-${process.arch}`;
      mkdirSync(join(machine.cache, `${name}.draft-${dead}`, "bin"), { recursive: true });
      writeFileSync(join(machine.cache, `${name}.lock`), JSON.stringify({ pid: dead, host: hostname() }));
      await startMirror();
      assert.equal((await ensure()).source, "release");
      assert.deepEqual(inCache(), [name]);
    });
  });
});

describe("the pins of the engine", () => {
  const moduleFile = (name: string) => readFileSync(join(SCRIPT, "../engine", name, "go.mod"), "utf8");

  it("are the same in versions.mjs and in the go.mod files", async () => {
    const pins = await import("../../../scripts/engine/versions.mjs");
    const [pulumi, host] = [moduleFile("pulumi"), moduleFile("language-nodejs")];
    assert.ok(pulumi.includes(`github.com/pulumi/pulumi/pkg/v3 v${pins.ENGINE_VERSION} `));
    assert.ok(host.includes(`github.com/pulumi/pulumi/sdk/v3 v${pins.LANGUAGE_HOST_VERSION} `));
    const [goHost, yamlHost] = [moduleFile("language-go"), moduleFile("language-yaml")];
    assert.ok(goHost.includes(`github.com/pulumi/pulumi/sdk/v3 v${pins.GO_HOST_VERSION} `));
    assert.ok(yamlHost.includes(`github.com/pulumi/pulumi-yaml v${pins.YAML_HOST_VERSION} `));
    for (const text of [pulumi, host, goHost, yamlHost]) assert.ok(text.includes(`\ngo ${pins.OLDEST_GO}\n`));
  });

  it("compare versions by number", async () => {
    const { isAtLeast } = await import("../../../scripts/engine/versions.mjs");
    const newer = ["3.216.0", "v3.216.1", "3.1000.0-dev.1", "4.0.0"].map((each) => isAtLeast(each, "3.216.0"));
    const older = ["3.215.9", "v2.300.0", "3.99.0", "", "unknown"].map((each) => isAtLeast(each, "3.216.0"));
    assert.deepEqual([...new Set(newer), ...new Set(older)], [true, false]);
  });
});

interface Outcome {
  pid: number;
  code: number | null;
  stdout: string;
  stderr: string;
}

function runScript(env: NodeJS.ProcessEnv, ...nodeArgs: string[]): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [...nodeArgs, SCRIPT], { env });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.on("close", (code) => done({ pid: child.pid ?? 0, code, stdout, stderr }));
  });
}
