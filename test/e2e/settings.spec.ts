import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSts, type Sts } from "../helpers/sts";
import { programs, valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } } as const;
const rows = [{ Store: "Berlin", Opens: "09:00" }];
const role = {
  roleArn: "arn:aws:iam::222222222222:role/tables",
  externalId: "our-secret",
  sessionName: "from-the-test",
};
const deniedRole = "arn:aws:iam::222222222222:role/of-others";

/** Access keys by where they are found; none of them may ever be in state. */
const keys = { environment: "test", own: "AKIAOWN", pulumi: "AKIAPULUMI", aws: "AKIAAWS", other: "AKIAOTHER" };

const profiles = Object.entries(keys)
  .map(([name, key]) => `[${name}]\naws_access_key_id = ${key}\naws_secret_access_key = secret-of-${key}\n`)
  .join("\n");

// One stack: up to the first `up` each test previews a resource that state does not have.
describe("settings, over HTTP", function () {
  this.timeout(60_000);
  let it_: ValuesProject;
  let sts: Sts;
  before(async function () {
    this.timeout(180_000);
    sts = await startSts({ accounts: { [keys.environment]: "111111111111" }, deniedRoles: [deniedRole] });
    it_ = await valuesProject(programs.commonJs, columns);
    it_.project.write("aws-credentials", profiles);
  });
  after(async () => {
    await sts.close();
    await it_?.close();
  });

  /** Replaces the stack's configuration. */
  function configure(config: object): void {
    const file = "Pulumi.dev.yaml";
    const salt = /^encryptionsalt:.*$/m.exec(readFileSync(join(it_.project.folder, file), "utf8"))?.[0] ?? "";
    it_.project.write(file, `${salt}\nconfig: ${JSON.stringify(config)}\n`);
  }

  async function run(command: readonly string[], args: object, env: Readonly<Record<string, string>> = {}) {
    it_.declare({ hours: { rows, ...args } });
    it_.bench.simulator.clearRequests();
    sts.calls.length = 0;
    const result = await it_.pulumi(command, {
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_SHARED_CREDENTIALS_FILE: join(it_.project.folder, "aws-credentials"),
      ...env,
    });
    const requests = it_.bench.simulator.requests();
    const signers = new Set(requests.map(({ accessKeyId, region }) => `${accessKeyId} ${region}`));
    return { ...result, signers: [...signers] };
  }

  it("come from the arguments, before connect-data-tables:, before aws:, before the environment", async () => {
    const env = { AWS_REGION: "eu-central-1" };
    const aws = { "aws:region": "us-west-2", "aws:profile": "aws" };
    const own = { "connect-data-tables:region": "us-east-1", "connect-data-tables:profile": "pulumi" };
    const args = { region: "eu-west-2", profile: "own" };
    const signersWith = async (config: object, args: object) => {
      configure(config);
      const { code, all, signers } = await run(["preview"], args, env);
      assert.equal(code, 0, all);
      assert.doesNotMatch(all, /warning/);
      return signers;
    };
    assert.deepEqual(await signersWith({ ...aws, ...own }, args), [`${keys.own} eu-west-2`]);
    assert.deepEqual(await signersWith({ ...aws, ...own }, {}), [`${keys.pulumi} us-east-1`]);
    assert.deepEqual(await signersWith(aws, {}), [`${keys.aws} us-west-2`]);
    assert.deepEqual(await signersWith({}, {}), [`${keys.environment} eu-central-1`]);
  });

  it("of @pulumi/aws that are not used are said, not skipped", async () => {
    const assumeRole = { roleArn: role.roleArn, durationSeconds: 900 };
    configure({ "aws:assumeRole": assumeRole, "aws:httpsProxy": "http://127.0.0.1:9", "aws:secretKey": "hush-hush" });
    const { code, all, signers } = await run(["preview"], {});
    assert.equal(code, 0, all);
    assert.match(all, /warning: .*aws:httpsProxy is not used here\. \[UNUSED_SETTING\]/);
    assert.match(all, /warning: .*aws:secretKey is not used here\. \[UNUSED_SETTING\]/);
    assert.match(all, /warning: .*durationSeconds .*not used here\. \[UNUSED_SETTING\]/);
    assert.doesNotMatch(all, /hush-hush/);
    assert.deepEqual(signers, [`${sts.credentials.accessKeyId} eu-central-1`]);
    configure({});
  });

  it("an account that is not allowed is refused at preview, before Connect is asked anything", async () => {
    const { code, all, signers } = await run(["preview"], { allowedAccountIds: ["333333333333"] });
    assert.notEqual(code, 0);
    assert.match(
      all,
      /the credentials belong to account 111111111111, but allowedAccountIds lists 333333333333\. \[ACCOUNT_NOT_ALLOWED\]/,
    );
    assert.match(all, /change allowedAccountIds/);
    assert.deepEqual(signers, []);
  });

  it("a role that may not be assumed: a warning at preview, an error in the apply, both with its name", async () => {
    const { code, all, signers } = await run(["up", "--yes"], { assumeRole: { roleArn: deniedRole } });
    assert.notEqual(code, 0);
    assert.match(all, /warning: not checked against the live table/);
    assert.match(all, /error: .*role arn:aws:iam::222222222222:role\/of-others cannot be assumed: .*not authorized/);
    assert.deepEqual(signers, []);
  });

  it("a role is assumed with external id and session name and signs everything; an allowed account passes", async () => {
    configure({ "connect-data-tables:batchSize": 1 });
    const twoRows = [...rows, { Store: "Paris", Opens: "08:00" }];
    const args = { rows: twoRows, assumeRole: role, allowedAccountIds: ["222222222222"] };
    const { code, all, signers } = await run(["up", "--yes"], args, { CONNECT_DATA_TABLES_LOG: "debug" });
    assert.equal(code, 0, all);
    assert.deepEqual(signers, [`${sts.credentials.accessKeyId} eu-central-1`]);
    const [first, second] = sts.calls;
    const { RoleArn, ExternalId, RoleSessionName } = first?.parameters ?? {};
    assert.deepEqual([first?.action, first?.accessKeyId], ["AssumeRole", keys.environment]);
    assert.deepEqual([RoleArn, ExternalId, RoleSessionName], [role.roleArn, role.externalId, role.sessionName]);
    assert.deepEqual([second?.action, second?.accessKeyId], ["GetCallerIdentity", sts.credentials.accessKeyId]);
    const creates = ["BatchCreateDataTableValue", 1] as const;
    assert.deepEqual(it_.writes(), [creates, creates], "stack configuration says one item a request");

    const { text } = await it_.project.exportState();
    for (const credential of Object.values(sts.credentials)) {
      assert.ok(!text.includes(credential), "in state");
      assert.ok(!all.includes(credential), "in the terminal or the debug log");
    }
    assert.doesNotMatch(text, /secret-of-|AKIA/);
  });

  it("a Region of the environment that is not the recorded one stops a preview; a refresh goes to the recorded one", async () => {
    configure({});
    const preview = await run(["preview"], { assumeRole: role }, { AWS_REGION: "us-east-1" });
    assert.notEqual(preview.code, 0);
    assert.match(
      preview.all,
      /state records this table in Region eu-central-1, but the .* of this update says us-east-1/,
    );
    const refresh = await run(["refresh", "--yes", "--skip-preview"], {}, { AWS_REGION: "us-east-1" });
    assert.equal(refresh.code, 0, refresh.all);
    assert.deepEqual(refresh.signers, [`${sts.credentials.accessKeyId} eu-central-1`]);
    assert.equal((await it_.recorded("hours")).outputs.cellCount, 2);
  });
});
