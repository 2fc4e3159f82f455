import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

describe("engineEnvironment", () => {
  const person = {
    PATH: ["/person/bin", "/usr/bin"].join(delimiter),
    HOME: "/person",
    NODE_EXTRA_CA_CERTS: "/person/ca.pem",
    PULUMI_ACCESS_TOKEN: "pul-1",
    PULUMI_BACKEND_URL: "https://state.example",
    PULUMI_STACK: "prod",
    AWS_PROFILE: "prod",
    AWS_SESSION_TOKEN: "token",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ENDPOINT_URL: "https://aws.example",
    AWS_ACCESS_KEY_ID: "AKIAPERSON",
    CONNECT_DATA_TABLES_ALLOW: "store-hours:all/all",
  };
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "engine home "));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  async function environment(endpoint?: string): Promise<Record<string, string>> {
    const { engineEnvironment } = await import("../../../scripts/engine/environment.mjs");
    return engineEnvironment({ home, binDir: "/engine/bin", endpoint, env: person });
  }

  it("keeps the person's environment but nothing of their stacks and accounts", async () => {
    const env = await environment();
    assert.deepEqual([env.HOME, env.NODE_EXTRA_CA_CERTS], [person.HOME, person.NODE_EXTRA_CA_CERTS]);
    const gone = ["PULUMI_ACCESS_TOKEN", "PULUMI_STACK", "AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"];
    for (const name of [...gone, "AWS_ENDPOINT_URL", "CONNECT_DATA_TABLES_ALLOW"]) assert.ok(!(name in env), name);
    assert.ok(!Object.values(env).includes("AKIAPERSON"));
  });

  it("finds this engine before any other", async () => {
    assert.equal((await environment()).PATH, ["/engine/bin", person.PATH].join(delimiter));
  });

  it("keeps state and settings in the home of the run", async () => {
    const env = await environment();
    assert.equal(env.PULUMI_HOME, join(home, "pulumi"));
    assert.equal(fileURLToPath(env.PULUMI_BACKEND_URL ?? ""), join(home, "state"));
    assert.ok(existsSync(join(home, "state")));
    assert.ok(env.PULUMI_CONFIG_PASSPHRASE);
    assert.equal(env.PULUMI_SKIP_UPDATE_CHECK, "true");
  });

  it("cannot reach an account", async () => {
    const env = await environment();
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) {
      assert.equal(readFileSync(env[name] ?? "", "utf8"), "");
    }
    assert.deepEqual([env.AWS_REGION, env.AWS_EC2_METADATA_DISABLED], ["eu-central-1", "true"]);
  });

  it("sets the endpoint of Amazon Connect only if there is one", async () => {
    assert.equal((await environment("http://127.0.0.1:4000")).AWS_ENDPOINT_URL_CONNECT, "http://127.0.0.1:4000");
    assert.ok(!("AWS_ENDPOINT_URL_CONNECT" in (await environment())));
  });
});
