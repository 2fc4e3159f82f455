import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installedPackage, newProject, startCommand, type Project } from "../helpers/project";

const program = `
const { DataTableValues } = require("../shared");
new DataTableValues("hours", {
  instanceId: "11111111-2222-4333-8444-555555555555", dataTableId: "6f0a1b2c-0000-4000-8000-000000000001", primaryAttributes: ["Store"], rows: [],
});
`;

// As pnpm links packages: each package of the workspace has what it lists itself, and nothing else.
describe("a pnpm workspace whose shared package alone has this one, on the real engine", function () {
  this.timeout(120_000);
  const workspace = mkdtempSync(join(tmpdir(), "pnpm-workspace-"));
  const app = join(workspace, "app");
  let project: Project;
  before(async function () {
    this.timeout(180_000);
    const { folder } = await installedPackage();
    project = await newProject({ files: {} });
    const link = (from: string, name: string) => {
      const path = join(workspace, from, "node_modules", name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(join(folder, "node_modules", name), path);
    };
    link("shared", "pulumi-connect-data-tables");
    link("app", "@pulumi/pulumi");
    writeFileSync(join(workspace, "shared", "index.js"), 'module.exports = require("pulumi-connect-data-tables");');
    writeFileSync(join(app, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
    writeFileSync(join(app, "package.json"), JSON.stringify({ dependencies: { "@pulumi/pulumi": "*" } }));
    writeFileSync(join(app, "index.js"), program);
  });
  after(() => {
    project?.remove();
    rmSync(workspace, { recursive: true, force: true });
  });

  it("fails the preview with what to list, and without a stack trace", async () => {
    const { code, all } = await startCommand("pulumi", ["preview"], app, project.env).done;
    assert.notEqual(code, 0);
    assert.match(
      all,
      /cannot be found from the program's folder[^]*\[UNREACHABLE_PACKAGE\]\n +List it in the dependencies of the program's own/,
    );
    assert.doesNotMatch(all, /Cannot find module|^\s*at .*:\d+/m);
  });
});
