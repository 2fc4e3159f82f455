import { strict as assert } from "node:assert";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { valuesProject, type ValuesProject } from "../helpers/values-project";

/** Everything that must not be found again, each word unlike any other. */
const canaries = {
  accessKey: "AKIACANARYACCESSKEY1",
  secretKey: "canary/secret+access+key/7c1d",
  sessionToken: "canary-session-token-91ab",
  profileSecret: "canary/profile+secret/55e0",
  environment: "canary-environment-value-3f2c",
  secretCell: "canary-secret-cell-88d4",
  sensitiveCell: "canary-sensitive-cell-10fe",
};

const program = `
const pulumi = require("@pulumi/pulumi");
const { DataTableValues } = require("pulumi-connect-data-tables");
const { values } = require("./desired.json");
const { opens, cells, ...args } = values;
const secret = pulumi.secret(cells.secret);
const resource = new DataTableValues("values", {
  ...args,
  sensitive: ["ApiKey"],
  rows: [{ Store: "Berlin", Opens: opens, Note: secret, ApiKey: cells.sensitive }],
});
exports.count = resource.cellCount;
exports.rows = resource.rows;
`;

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Note: { type: "TEXT" },
  ApiKey: { type: "TEXT" },
} as const;

/** The files below a folder that a run may have written: not the program, and not what gives it its credentials. */
function artefacts(folder: string): string[] {
  const given = /project\/(index\.js|desired\.json|Pulumi\.yaml)$|credentials$/;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !given.test(path));
}

// One stack: each test goes on where the one before stopped.
describe("credentials, environment and secrets in what a run leaves behind, on the real engine", function () {
  this.timeout(60_000);
  let stack: ValuesProject;
  let root: string;
  let count = 0;
  before(async function () {
    this.timeout(180_000);
    stack = await valuesProject({ "index.js": program }, columns, { switches: { messages: "wordy" } });
    root = join(stack.project.folder, "..");
  });
  after(() => stack?.close());

  const declare = (opens: string, more: object = {}) =>
    stack.declare({
      values: { opens, cells: { secret: canaries.secretCell, sensitive: canaries.sensitiveCell }, ...more },
    });
  const keys = {
    AWS_ACCESS_KEY_ID: canaries.accessKey,
    AWS_SECRET_ACCESS_KEY: canaries.secretKey,
    AWS_SESSION_TOKEN: canaries.sessionToken,
  };

  /** Runs a command that says all it can; looks into its output, its event log and every file that is there afterwards. */
  async function run(args: readonly string[], credentials: Readonly<Record<string, string | undefined>> = keys) {
    const events = join(root, `events-${++count}.json`);
    const { code, all } = await stack.pulumi([...args, "--event-log", events], {
      ...credentials,
      CANARY: canaries.environment,
      CONNECT_DATA_TABLES_LOG: "debug",
      PULUMI_DEBUG_COMMANDS: "true",
    });
    assert.match(all, /connect-data-tables: \w+ /, "there is no debug log");
    const texts = [
      ["the output", all] as const,
      ...artefacts(root).map((path) => [path, readFileSync(path, "latin1")] as const),
    ];
    assert.ok(
      texts.some(([, text]) => text.includes("DataTableValues")),
      "state was not among the files",
    );
    for (const [where, text] of texts) {
      for (const [what, word] of Object.entries(canaries)) assert.ok(!text.includes(word), `${what} in ${where}`);
    }
    return { code, all };
  }

  it("nothing after a create", async () => {
    declare("09:00");
    const { code, all } = await run(["up", "--yes", "--diff"]);
    assert.equal(code, 0, all);
  });

  it("nothing after a preview beside an edited secret", async () => {
    const value = `${canaries.sensitiveCell} edited`;
    stack.bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "ApiKey", value });
    declare("10:00", { onConflict: "overwrite" });
    await run(["preview", "--diff"]);
  });

  it("nothing after a refresh and an update with a profile instead of keys", async () => {
    const file = join(root, "credentials");
    writeFileSync(file, `[canary]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = ${canaries.profileSecret}\n`);
    stack.bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "11:00" });
    const profile = {
      AWS_SHARED_CREDENTIALS_FILE: file,
      AWS_PROFILE: "canary",
      ...{ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    };
    assert.equal((await run(["refresh", "--yes", "--diff"], profile)).code, 0);
    declare("12:00");
    const { code, all } = await run(["up", "--yes", "--diff"], profile);
    assert.equal(code, 0, all);
  });

  it("nothing after an error of the service, and a destroy", async () => {
    stack.bench.simulator.setDenied({ actions: ["BatchUpdateDataTableValue"] });
    declare("13:00");
    assert.notEqual((await run(["up", "--yes", "--skip-preview"])).code, 0);
    stack.bench.simulator.setDenied({});
    assert.equal((await run(["destroy", "--yes"])).code, 0);
  });
});
