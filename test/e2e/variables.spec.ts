import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unknownValue } from "../../src/provider/host/engine-values";
import { startSimulator, type Simulator } from "../../src/simulator";
import { newProject, stackName, type Project } from "../helpers/project";
import { otherInstanceId, rates } from "../helpers/stack-project";
import { instanceId, useDummyCredentials } from "../helpers/values-bench";

const arn = (environment: string) => `arn:aws:connect:eu-central-1:1:instance/${environment}/queue/orders`;

const file = `name: Routing
timeZone: UTC
variables:
  queueArn: { description: The queue for orders }
  site: {}
  pin: {}
columns:
  Site: { type: TEXT, primary: true }
  Queue: TEXT
  Queues: TEXT_LIST
  Text: TEXT
  Pin: TEXT
  Seats: NUMBER
rows:
  - { Site: "\${site}", Queue: "\${queueArn}", Queues: ["x", "\${queueArn}"], Text: { expression: '=CONCAT("\${queueArn}", "$\${")' }, Pin: "\${pin}", Seats: 5 }
  - { Site: plain, Text: "costs $\${5}", Seats: 6 }
`;

const program = `
const pulumi = require("@pulumi/pulumi");
const { DataTable, DataTableFile } = require("pulumi-connect-data-tables");
const targets = require("./targets.json");
const environment = pulumi.getStack();
const { kind, instanceId } = targets[environment];
const arn = "arn:aws:connect:eu-central-1:1:instance/" + environment + "/queue/orders";
const attributes = { A: { type: "TEXT" } };
// An output that no preview knows before the first up.
const unknown = () => new DataTable("other", { instanceId, name: "Other", timeZone: "UTC", attributes, ...targets.rates }).arn;
const queueArn = process.env.UNKNOWN ? unknown() : kind === "output" ? pulumi.output(Promise.resolve(arn)) : arn;
const pin = kind === "plain" ? "4711" : pulumi.secret("4711");
const variables = { queueArn, site: environment + " site", pin, unused: "x" };
new DataTableFile("routing", { instanceId, file: "routing.yaml", variables, ...targets.rates });
`;

const targets = {
  dev: { kind: "plain", instanceId },
  staging: { kind: "output", instanceId: otherInstanceId },
  prod: { kind: "secret", instanceId: "77777777-2222-4333-8444-555555555555" },
} as const;

/** The rows that an environment has, cell by cell. */
const rowsFor = (environment: string) => ({
  [`${environment} site`]: {
    Queue: arn(environment),
    Queues: JSON.stringify(["x", arn(environment)]),
    Text: `=CONCAT("${arn(environment)}", "\${")`,
    Pin: "4711",
    Seats: "5",
  },
  plain: { Text: "costs ${5}", Seats: "6" },
});

type Rows = Record<string, Record<string, unknown>>;

// One file in three stacks of one project, each with an instance of its own: known values, an output, a secret.
describe("variables of a table file, on the real engine", function () {
  this.timeout(180_000);
  let simulator: Simulator;
  let project: Project;

  before(async () => {
    useDummyCredentials();
    simulator = await startSimulator();
    const files = { "index.js": program, "targets.json": { ...targets, rates }, "routing.yaml": file };
    project = await newProject({ files, endpoint: simulator.url });
  });
  after(async () => {
    project?.remove();
    await simulator.close();
  });

  const run = async (environment: string, args: readonly string[], env: Record<string, string> = {}) => {
    const { code, all, stdout } = await project.pulumi(args, { PULUMI_STACK: environment, ...env });
    assert.equal(code, 0, all);
    return stdout;
  };

  it("an unknown output makes only the cells that use it unknown", async () => {
    const preview = JSON.parse(await run(stackName, ["preview", "--json"], { UNKNOWN: "1" })) as {
      steps: { newState?: { type: string; inputs?: { rows?: Rows } } }[];
    };
    const values = preview.steps.find(({ newState }) => newState?.type.endsWith(":DataTableValues"));
    assert.deepEqual(values?.newState?.inputs?.rows, {
      [`${stackName} site`]: { Queue: unknownValue, Queues: unknownValue, Text: unknownValue, Pin: "4711", Seats: 5 },
      plain: { Text: "costs ${5}", Seats: 6 },
    });
  });

  for (const [environment, { kind, instanceId: instance }] of Object.entries(targets)) {
    it(`${environment}: fills values, list items, expressions and a key; the preview after the up is empty`, async () => {
      if (environment !== stackName) await run(environment, ["stack", "init", environment]);
      await run(environment, ["up", "--yes", "--skip-preview"]);
      assert.deepEqual(rowsOf(simulator, instance), rowsFor(environment));
      await run(environment, ["preview", "--expect-no-changes"]);
      const { Pin, ...others } = recordedRows(project, environment)[`${environment} site`] ?? {};
      assert.equal(typeof Pin === "string", kind === "plain", "the cell of the secret is hidden");
      const text = { expression: `=CONCAT("${arn(environment)}", "\${")` };
      assert.deepEqual(others, { Queue: arn(environment), Queues: ["x", arn(environment)], Text: text, Seats: 5 });
      assert.equal(stateText(project, environment).includes("4711"), kind === "plain", "and nothing else holds it");
    });
  }
});

/** The state of a stack as it is on disk, which saves running `pulumi stack export`. */
function stateText({ env }: Project, environment: string): string {
  const stacks = join(fileURLToPath(env.PULUMI_BACKEND_URL ?? ""), ".pulumi", "stacks");
  return readFileSync(join(stacks, "test", `${environment}.json`), "utf8");
}

/** The rows that state records. */
function recordedRows(project: Project, environment: string): Rows {
  const { checkpoint } = JSON.parse(stateText(project, environment)) as {
    checkpoint: { latest: { resources: { type: string; inputs?: { rows?: Rows } }[] } };
  };
  const values = checkpoint.latest.resources.find(({ type }) => type.endsWith(":DataTableValues"));
  return values?.inputs?.rows ?? {};
}

/** The key of each row and its values, of the only table of an instance. */
function rowsOf(simulator: Simulator, instance: string): Record<string, unknown> {
  const [table] = Object.values(simulator.dump().tables).filter((one) => one.instance.endsWith(instance));
  return Object.fromEntries((table?.rows ?? []).map(({ keys, values }) => [keys.Site ?? "", values] as const));
}
