import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

describe("a generated SDK", function () {
  this.timeout(600_000);
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), "sdk-"))));
  after(() => rmSync(folder, { recursive: true }));

  async function written(language: string): Promise<string> {
    const { writeSdk } = await import("../../scripts/sdk.mjs");
    await writeSdk(language, join(folder, language));
    return join(folder, language);
  }

  it("for Node is a package of its own that compiles", async () => {
    const sdk = await written("nodejs");
    symlinkSync(join(root, "node_modules"), join(sdk, "node_modules"));
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", sdk]);
    const { name } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as { name: string };
    assert.equal(name, "connect-data-tables-sdk");
    assert.match(
      readFileSync(join(sdk, "dataTable.ts"), "utf8"),
      /pulumi-nodejs:dynamic\/connect-data-tables:DataTable/,
    );
  });

  it("for Go is a module with both resources and both functions, whose packages are where they are imported from", async () => {
    const sdk = await written("go");
    const { sdkModule } = /^module (?<sdkModule>\S+)$/m.exec(readFileSync(join(sdk, "go.mod"), "utf8"))?.groups ?? {};
    const table = readFileSync(join(sdk, "connectdatatables", "dataTable.go"), "utf8");
    assert.ok(table.includes(`"${sdkModule ?? ""}/connectdatatables/internal"`), sdkModule);
    for (const name of ["dataTable", "dataTableValues", "getDataTable", "getTableFile"])
      assert.match(readFileSync(join(sdk, "connectdatatables", `${name}.go`), "utf8"), /^package connectdatatables$/m);
  });

  it("for Java has both resources and both functions", async () => {
    const sdk = join(await written("java"), "src/main/java/com/pulumi/connectdatatables");
    const functions = readFileSync(join(sdk, "ConnectdatatablesFunctions.java"), "utf8");
    for (const name of ["getDataTable", "getTableFile"]) assert.match(functions, new RegExp(` ${name}\\(`));
    for (const name of ["DataTable", "DataTableValues"])
      assert.match(readFileSync(join(sdk, `${name}.java`), "utf8"), new RegExp(`public class ${name} extends`));
  });

  it("for a language without a generator is an error that names those that there are", async () => {
    await assert.rejects(written("cobol"), /there are python, go, nodejs, java/);
  });
});
