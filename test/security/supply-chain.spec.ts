import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installedPackage } from "../helpers/project";
import { installedPackages, packagesText, reasons } from "./packages";

describe("what a user installs", function () {
  this.timeout(120_000);
  const packages = installedPackages();

  it("is named with a reason, and every reason is still one", () => {
    const unnamed = packages.filter(({ reason }) => reason === undefined).map(({ name }) => name);
    assert.deepEqual(unnamed, []);
    const used = new Set(packages.map(({ reason }) => reason));
    assert.deepEqual(
      Object.keys(reasons).filter((reason) => !used.has(reason)),
      [],
    );
  });

  it("runs no script when it is installed", () => {
    const text = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
    const own = JSON.parse(text) as { scripts: Record<string, string> };
    assert.deepEqual(
      Object.keys(own.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name)),
      [],
    );
    assert.deepEqual(
      packages.filter(({ hasInstallScript }) => hasInstallScript),
      [],
    );
  });

  it("has licences that allow it", () => {
    const allowed = new Set(["Apache-2.0", "MIT", "ISC", "0BSD", "BSD-3-Clause"]);
    assert.deepEqual(
      packages.filter(({ licence }) => !allowed.has(licence)),
      [],
    );
    assert.match(packagesText(), /\| @aws-sdk\/client-connect /);
  });

  it("is, of this package itself, compiled code, schemas, what init copies into a project, and three texts", async () => {
    const expected = [
      /^package\/dist\/.+\.(js|d\.ts)$/,
      /^package\/schema\/.+\.json$/,
      /^package\/sdk\/python\/(pyproject\.toml|schema\.sha256)$/,
      /^package\/sdk\/python\/pulumi_connect_data_tables\/(.+\.pyi?|py\.typed|pulumi-plugin\.json|README\.md)$/,
      /^package\/docs\/ci\/github-actions\.yml$/,
      /^package\/(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
    ];
    const { tarball } = await installedPackage();
    const names = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
    const strange = names.filter((name) => !expected.some((form) => form.test(name)));
    assert.deepEqual(strange, []);
  });
});
