import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertReachable } from "../../../src/provider/program/assert-reachable";

describe("a program that cannot reach the package", () => {
  const workspace = mkdtempSync(join(tmpdir(), "workspace-"));
  const installed = join(workspace, "shared", "node_modules", "pulumi-connect-data-tables");
  mkdirSync(join(installed, "dist"), { recursive: true });
  writeFileSync(
    join(installed, "package.json"),
    JSON.stringify({ name: "pulumi-connect-data-tables", exports: { "./runtime": "./dist/runtime.js" } }),
  );
  writeFileSync(join(installed, "dist", "runtime.js"), "");
  const app = join(workspace, "app");
  mkdirSync(app);

  it("is told by the constructor to list it: a package of the workspace that has it is not enough", () => {
    assert.throws(
      () => assertReachable(app, { pnp: false, own: join(installed, "dist") }),
      /cannot be found from the program's folder, .*\[UNREACHABLE_PACKAGE\]\n {2}List it in the dependencies of the program's own package\.json too/,
    );
    assertReachable(join(workspace, "shared"), { pnp: false, own: join(installed, "dist") });
  });

  it("is told of the option that Yarn Plug'n'Play needs", () => {
    const before = process.env.NODE_OPTIONS;
    try {
      process.env.NODE_OPTIONS = "";
      assert.throws(
        () => assertReachable(app, { pnp: true, own: installed }),
        /NODE_OPTIONS="--require \.\/\.pnp\.cjs" pulumi up/,
      );
      process.env.NODE_OPTIONS = "--require ./.pnp.cjs";
      assertReachable(app, { pnp: true, own: installed });
    } finally {
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
    }
  });
});
