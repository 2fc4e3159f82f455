import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { targets } from "./targets";

// A child process, because an endless loop can only be ended from outside.
describe("random bytes and mutated files: a value or an error, no crash, no hang, no changed prototype", function () {
  this.timeout(120_000);
  for (const target of Object.keys(targets)) {
    it(`${target} (500 inputs)`, async () => {
      const args = ["--import", "tsx", join(__dirname, "main.ts"), "--seed", "1", "--count", "500", "--target", target];
      const output = await new Promise<string>((resolve) => {
        execFile(process.execPath, args, { timeout: 90_000 }, (error, stdout, stderr) => {
          resolve(`${stdout}${stderr}${error?.killed ? "it hangs" : ""}`);
        });
      });
      assert.match(output, /, nothing else\n$/);
    });
  }
});
