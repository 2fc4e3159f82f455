import { strict as assert } from "node:assert";
import type { Browser } from "playwright-core";
import { openExample, type Example } from "../helpers/examples-project";
import { launchBrowser } from "./browser";

describe("a supervisor's edit in the simulator's page", function () {
  this.timeout(600_000);
  let browser: Browser;
  let example: Example;
  before(async () => {
    browser = await launchBrowser();
    example = await openExample("quickstart");
  });
  after(async () => {
    await browser?.close();
    await example?.close();
  });

  it("shows as exactly one cell in `pulumi refresh --preview-only --diff`", async () => {
    const up = await example.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(up.code, 0, up.all);
    const page = await browser.newPage();
    await page.goto(example.simulator.url);
    await page.getByLabel("Filter rows").fill("berlin");
    await page.locator('#grid tr:visible td[data-column="Opens"]').click();
    await page.locator("#value").fill("07:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("#editor").waitFor({ state: "hidden" });
    await page.close();
    const { code, all } = await example.pulumi(["refresh", "--preview-only", "--diff"]);
    assert.equal(code, 0, all);
    const changed = all.split("\n").filter((line) => /^\s*[~+-] \S+: .*(=>|")|=>/.test(line));
    assert.deepEqual(
      changed.map((line) => line.trim()),
      ['~ Opens: "09:30" => "07:00"'],
      all,
    );
    assert.match(all, /~ DE \| Berlin: \{\n\s+~ Opens: "09:30" => "07:00"/);
  });
});
