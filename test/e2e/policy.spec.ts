import { strict as assert } from "node:assert";
import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import { hoursTable, hoursValues, stackProject, type StackProject } from "../helpers/stack-project";

const up = ["up", "--yes", "--skip-preview"];

const pack = `
const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");
const { DataTable, DataTableValues } = require("pulumi-connect-data-tables");
new PolicyPack("hours", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "no-night-shift",
      description: "No store opens before six.",
      validateResource: validateResourceOfType(DataTableValues, ({ rows }, args, report) => {
        for (const [store, { Opens }] of Object.entries(rows)) if (Opens < "06:00") report(store + " opens at " + Opens);
      }),
    },
    {
      name: "lock-level",
      description: "Each value has a lock of its own.",
      validateResource: validateResourceOfType(DataTable, ({ lockLevel, name }, args, report) => {
        if (lockLevel === "NONE") report(name + " has no locks");
      }),
    },
  ],
});
`;

/**
 * What the official release of pulumi has as pulumi-analyzer-policy. The language host that can be built from source starts no packs, so this
 * one names another runtime, for which the engine looks for such a starter.
 */
const starter = `#!/bin/sh
exec node "$(node -p "require.resolve('@pulumi/pulumi/cmd/run-policy-pack')")" "$@"
`;

describe("a policy pack with validateResourceOfType, on the real engine", function () {
  this.timeout(120_000);
  let stack: StackProject;
  let path: string;
  before(async function () {
    this.timeout(240_000);
    stack = await stackProject({
      "policy/PulumiPolicy.yaml": "runtime: node-pack\nmain: index.js\n",
      "policy/package.json": { name: "hours-policy", version: "1.0.0" },
      "policy/index.js": pack,
      "bin/pulumi-analyzer-policy-node-pack": starter,
    });
    const bin = join(stack.project.folder, "bin");
    chmodSync(join(bin, "pulumi-analyzer-policy-node-pack"), 0o755);
    path = [bin, stack.project.env.PATH].join(delimiter);
  });
  after(() => stack?.close());

  const underPolicy = (...args: string[]) => stack.project.pulumi([...args, "--policy-pack", "policy"], { PATH: path });

  it("matches DataTableValues and DataTable: what violates a policy is not applied, the rest is", async () => {
    stack.declare(hoursTable({ lockLevel: "NONE" }), hoursValues({ Berlin: "09:00", Paris: "05:30" }));
    const refused = await underPolicy("preview");
    assert.notEqual(refused.code, 0, refused.all);
    assert.match(refused.all, /no-night-shift[^]*Paris opens at 05:30/);
    assert.match(refused.all, /lock-level[^]*Hours has no locks/);
    stack.declare(hoursTable(), hoursValues({ Berlin: "09:00", Paris: "06:30" }));
    const { code, all } = await underPolicy(...up);
    assert.equal(code, 0, all);
    assert.deepEqual(stack.live(), { Berlin: { Opens: "09:00" }, Paris: { Opens: "06:30" } });
  });
});
