import { strict as assert } from "node:assert";
import { startSimulator, type Simulator } from "../../src/simulator";
import { newProject, type Project } from "../helpers/project";
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
const { environment, kind } = require("./target.json");
const arn = "arn:aws:connect:eu-central-1:1:instance/" + environment + "/queue/orders";
const queueArn = kind === "output" ? pulumi.output(Promise.resolve(arn)) : arn;
const pin = kind === "plain" ? "4711" : pulumi.secret("4711");
const variables = { queueArn, site: environment + " site", pin, unused: "x" };
new DataTableFile("routing", { instanceId: "${instanceId}", file: "routing.yaml", variables });
`;

// One file in three environments: known values, an output, a secret.
describe("variables of a table file, on the real engine", function () {
  this.timeout(180_000);

  for (const [environment, kind] of [
    ["dev", "plain"],
    ["staging", "output"],
    ["prod", "secret"],
  ] as const) {
    it(`${environment}: fills values, list items, expressions and a key; the preview after the up is empty`, async () => {
      useDummyCredentials();
      const simulator: Simulator = await startSimulator();
      let project: Project | undefined;
      try {
        const files = { "index.js": program, "target.json": { environment, kind }, "routing.yaml": file };
        project = await newProject({ files, endpoint: simulator.url });
        const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
        assert.equal(up.code, 0, up.all);
        const rows: Record<string, unknown> = Object.fromEntries(
          (simulator.dump().tables.Routing?.rows ?? []).map(({ keys, values }) => [keys.Site ?? "", values] as const),
        );
        assert.deepEqual(rows, {
          [`${environment} site`]: {
            Queue: arn(environment),
            Queues: JSON.stringify(["x", arn(environment)]),
            Text: `=CONCAT("${arn(environment)}", "\${")`,
            Pin: "4711",
            Seats: "5",
          },
          plain: { Text: "costs ${5}", Seats: "6" },
        });
        const preview = await project.pulumi(["preview", "--expect-no-changes"]);
        assert.equal(preview.code, 0, preview.all);
        const { text } = await project.exportState();
        assert.equal(text.includes("4711"), kind === "plain", "only the cell of the secret is hidden");
        assert.ok(text.includes(arn(environment)));
      } finally {
        project?.remove();
        await simulator.close();
      }
    });
  }
});
