import { strict as assert } from "node:assert";
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
const { DataTableFile } = require("pulumi-connect-data-tables");
const targets = require("./targets.json");
const environment = pulumi.getStack();
const { kind, instanceId } = targets[environment];
const arn = "arn:aws:connect:eu-central-1:1:instance/" + environment + "/queue/orders";
const queueArn = kind === "output" ? pulumi.output(Promise.resolve(arn)) : arn;
const pin = kind === "plain" ? "4711" : pulumi.secret("4711");
const variables = { queueArn, site: environment + " site", pin, unused: "x" };
new DataTableFile("routing", { instanceId, file: "routing.yaml", variables, ...targets.rates });
`;

const targets = {
  dev: { kind: "plain", instanceId },
  staging: { kind: "output", instanceId: otherInstanceId },
  prod: { kind: "secret", instanceId: "77777777-2222-4333-8444-555555555555" },
} as const;

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

  for (const [environment, target] of Object.entries(targets)) {
    it(`${environment}: fills values, list items, expressions and a key; the preview after the up is empty`, async () => {
      const { kind } = target;
      const run = async (...args: string[]) => {
        const { code, all, stdout } = await project.pulumi(args, { PULUMI_STACK: environment });
        assert.equal(code, 0, all);
        return stdout;
      };
      if (environment !== stackName) await run("stack", "init", environment);
      await run("up", "--yes", "--skip-preview");
      assert.deepEqual(rowsOf(simulator, target.instanceId), {
        [`${environment} site`]: {
          Queue: arn(environment),
          Queues: JSON.stringify(["x", arn(environment)]),
          Text: `=CONCAT("${arn(environment)}", "\${")`,
          Pin: "4711",
          Seats: "5",
        },
        plain: { Text: "costs ${5}", Seats: "6" },
      });
      await run("preview", "--expect-no-changes");
      const state = await run("stack", "export");
      assert.equal(state.includes("4711"), kind === "plain", "only the cell of the secret is hidden");
      assert.ok(state.includes(arn(environment)));
    });
  }
});

/** The key of each row and its values, of the only table of an instance. */
function rowsOf(simulator: Simulator, instance: string): Record<string, unknown> {
  const [table] = Object.values(simulator.dump().tables).filter((one) => one.instance.endsWith(instance));
  return Object.fromEntries((table?.rows ?? []).map(({ keys, values }) => [keys.Site ?? "", values] as const));
}
