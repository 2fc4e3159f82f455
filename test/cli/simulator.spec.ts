import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "./run-cli";

describe("connect-data-tables simulator", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "cli-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("holds a table whose file says that its quota was raised", async () => {
    const rows = Array.from({ length: 1500 }, (_, row) => `  - { K: "${row}", A: x }`).join("\n");
    const file = join(folder, "big.yaml");
    writeFileSync(
      file,
      `name: Big\nvalueQuota: 100000\ncolumns: { K: { type: TEXT, primary: true }, A: TEXT }\nrows:\n${rows}\n`,
    );
    const { code, stderr } = await cli(["simulator", "--port", "0", "--table", file]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Serving until stopped/);
  }).timeout(30_000);

  it("refuses a data file that another one has", async () => {
    const data = join(folder, "data.json");
    const { promise: stopped, resolve: stop } = withResolvers();
    let second: Awaited<ReturnType<typeof cli>> | undefined;
    const first = cli(["simulator", "--port", "0", "--data", data], {
      stopped: () => stopped,
      onOutput: () => {
        void cli(["simulator", "--port", "0", "--data", data]).then((result) => {
          second = result;
          stop();
        });
      },
    });
    assert.equal((await first).code, 0);
    assert.equal(second?.code, 1);
    assert.match(second?.stderr ?? "", /^error: .*data\.json is in use by another simulator .*\[SIMULATOR\]\n$/);
  });
});

function withResolvers() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}
