import { strict as assert } from "node:assert";
import { readFileSync, mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import type { Browser, Page } from "playwright-core";
import { seedSimulator } from "../../src/cli/files/seed-simulator";
import { parseTableFile } from "../../src/file/read/parse-table-file";
import { startSimulator, type Simulator } from "../../src/simulator";
import { instanceId } from "../helpers/values-bench";
import { assertAccessible } from "./accessibility";
import { launchBrowser, picturePath } from "./browser";

const evil = `<img src=x onerror="window.hit=1">`;
const file = `name: StoreHours
timeZone: Europe/Berlin
columns:
  Store: { type: TEXT, primary: true }
  Opens: { type: TEXT, validation: { maxLength: 40 } }
  Seats: { type: NUMBER, validation: { minimum: 0 } }
  Weekend: BOOLEAN
  Channels: TEXT_LIST
defaults: { Opens: "08:00" }
rows:
  - { Store: Berlin, Opens: "09:00", Seats: 12, Weekend: false, Channels: [VOICE, CHAT] }
  - { Store: Paris, Opens: "10:00", Seats: 8, Weekend: true }
  - { Store: Zürich, Opens: '${evil}' }
`;
const second = "name: Other | one\ncolumns: { K: { type: TEXT, primary: true }, V: TEXT }\nrows: [{ K: k, V: v }]\n";

describe("the simulator's page in a browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let simulator: Simulator;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    simulator = await startSimulator();
    for (const text of [file, second]) {
      const { table, problems } = parseTableFile(text, "t", () => ({ file: "", text: "" }));
      assert.ok(table, JSON.stringify(problems));
      await seedSimulator(simulator.url, instanceId, table);
    }
    simulator.clearRequests();
    page = await browser.newPage();
    await page.goto(simulator.url);
    await page.getByRole("heading", { name: "StoreHours" }).waitFor();
  });
  afterEach(async () => {
    await page?.close();
    await simulator.close();
  });

  const cellAt = (row: string, column: string) =>
    page
      .locator("#grid tr", { has: page.getByRole("rowheader", { name: row, exact: true }) })
      .locator(`td[data-column="${column}"]`);
  const stored = (store: string) =>
    simulator.dump().tables.StoreHours?.rows.find(({ keys }) => keys.Store === store)?.values;

  it("shows the tables as they are, markup as text", async () => {
    assert.deepEqual(await page.locator("#tables a").allTextContents(), ["StoreHours (3)", "Other | one (1)"]);
    const names = await page.locator("#grid thead th").allInnerTexts();
    assert.deepEqual(
      names.map((name) => name.split("\n")[0]),
      ["Store", "Opens", "Seats", "Weekend", "Channels"],
    );
    assert.equal(await cellAt("Zürich", "Opens").innerText(), evil);
    assert.equal(await page.evaluate(() => (window as { hit?: number }).hit), undefined);
    await page.getByRole("link", { name: "Other | one (1)" }).click();
    await page.getByRole("heading", { name: "Other | one" }).waitFor();
  });

  it("changes a value as a supervisor would, with its lock version, and says so in the log", async () => {
    await cellAt("Berlin", "Opens").click();
    await page.locator("#value").fill("07:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("#editor").waitFor({ state: "hidden" });
    assert.equal(stored("Berlin")?.Opens, "07:00");
    await page.locator("#log tr", { hasText: "BatchUpdateDataTableValue" }).waitFor();
    const [request] = simulator.requests();
    assert.deepEqual(
      [request?.operation, request?.items, request?.accessKeyId],
      ["BatchUpdateDataTableValue", 1, "supervisor"],
    );
    assert.equal(await cellAt("Berlin", "Opens").innerText(), "07:00");
  });

  it("creates and deletes a value, by keyboard alone", async () => {
    await page.getByRole("region", { name: "StoreHours: rows and values" }).focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "End", "Enter"]) await page.keyboard.press(key);
    assert.equal(await page.locator("#cell").innerText(), "Paris: Channels");
    await page.keyboard.type('["EMAIL"]');
    await page.keyboard.press("Enter");
    await page.locator("#editor").waitFor({ state: "hidden" });
    assert.equal(stored("Paris")?.Channels, '["EMAIL"]');
    await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.column === "Channels");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Enter");
    await page.locator("#editor").waitFor({ state: "hidden" });
    assert.deepEqual(Object.keys(stored("Paris") ?? {}), ["Opens", "Seats", "Weekend"]);
  });

  it("adds a row with its first value, and says why the service refuses one that is there", async () => {
    const add = page.getByRole("button", { name: "Add a row" });
    for (const [store, value] of [
      ["Wien", "16"],
      ["Berlin", "3"],
    ] as const) {
      await add.click();
      await page.getByRole("textbox", { name: "Store" }).fill(store);
      await page.getByLabel("Column", { exact: true }).selectOption("Seats");
      assert.equal(await page.locator("#type").innerText(), "NUMBER");
      await page.locator("#value").fill(value);
      await page.getByRole("button", { name: "Save" }).click();
      if (store === "Berlin") await page.getByText(/^Not saved: /).waitFor();
      else await page.locator("#editor").waitFor({ state: "hidden" });
    }
    assert.deepEqual([stored("Wien"), stored("Berlin")?.Seats], [{ Seats: "16" }, "12"]);
    assert.equal(await cellAt("Wien", "Seats").innerText(), "16");
    await assertAccessible(page, "a new row");
    await page.getByRole("button", { name: "Cancel" }).click();
    await cellAt("Berlin", "Opens").click();
    assert.equal(await page.getByRole("textbox", { name: "Store" }).count(), 0, "a value that is there keeps its row");
  });

  it("says why the service refuses a value: a rule of the column, or an edit that came first", async () => {
    await cellAt("Berlin", "Seats").click();
    await page.locator("#value").fill("-1");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/^Not saved: /).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await cellAt("Berlin", "Opens").click();
    simulator.edit({ table: "StoreHours", keys: { Store: "Berlin" }, column: "Opens", value: "06:00" });
    await page.locator("#value").fill("07:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/^Not saved: /).waitFor();
    assert.equal(stored("Berlin")?.Opens, "06:00");
  });

  it("shows lock versions and who wrote last only on demand", async () => {
    assert.doesNotMatch(await page.locator("#grid").innerText(), /lock version/);
    await page.getByLabel("Lock versions and who wrote last").check();
    await cellAt("Berlin", "Opens").locator("small").first().waitFor();
    const row = simulator.dump({ locks: true }).tables.StoreHours?.rows.find(({ keys }) => keys.Store === "Berlin");
    assert.ok((await cellAt("Berlin", "Opens").innerText()).includes(`lock version ${row?.locks?.Opens?.Value}`));
    simulator.edit({ table: "StoreHours", keys: { Store: "Berlin" }, column: "Opens", value: "06:00" });
    await cellAt("Berlin", "Opens").getByText("an edit of a test").waitFor();
  });

  it("follows what others do, without losing the place of its reader", async () => {
    await cellAt("Paris", "Seats").focus();
    await page.evaluate(() => ((document.querySelector('td[data-column="Seats"]') as HTMLElement).tabIndex = -1));
    await cellAt("Paris", "Seats").focus();
    simulator.edit({ table: "StoreHours", keys: { Store: "Berlin" }, column: "Opens", value: "05:00" });
    await cellAt("Berlin", "Opens").getByText("05:00").waitFor();
    await fetch(`${simulator.url}/data-tables/${instanceId}`);
    await page.locator("#log tr", { hasText: "ListDataTables" }).waitFor();
    await page.getByLabel("Reads too").uncheck();
    assert.equal(await page.locator("#log tr:visible").count(), 0);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`leaves axe-core nothing to find, in ${colorScheme}, on a phone too, with the editor open too`, async () => {
      for (const viewport of [
        { width: 1100, height: 800 },
        { width: 360, height: 740 },
      ]) {
        const own = await browser.newPage({ colorScheme, viewport });
        await own.goto(simulator.url);
        await own.getByRole("heading", { name: "StoreHours" }).waitFor();
        await own.getByLabel("Lock versions and who wrote last").check();
        await own.locator("#grid small", { hasText: "lock version" }).first().waitFor();
        await assertAccessible(own, `${colorScheme} ${viewport.width}`);
        assert.equal(await own.evaluate(() => document.documentElement.scrollWidth), viewport.width);
        await own.locator("#grid td[data-column]").first().click();
        await assertAccessible(own, `${colorScheme} ${viewport.width}, editor`);
        await own.close();
      }
    });
  }

  it("asks nobody but the simulator, and breaks none of its own rules", async () => {
    const own = await browser.newPage();
    const [asked, said] = [new Set<string>(), [] as string[]];
    own.on("request", (request) => asked.add(new URL(request.url()).origin));
    own.on("console", (message) => said.push(message.text()));
    own.on("pageerror", (error) => said.push(error.message));
    await own.goto(simulator.url);
    await own.getByRole("heading", { name: "StoreHours" }).waitFor();
    await own.locator("#grid td[data-column]").first().click();
    await own.waitForTimeout(1200);
    assert.deepEqual([[...asked], said], [[simulator.url], []]);
    await own.close();
  });

  it("has its picture taken", async () => {
    const own = await browser.newPage({ viewport: { width: 1100, height: 760 } });
    simulator.edit({ table: "StoreHours", keys: { Store: "Zürich" }, column: "Opens", value: "09:30" });
    await fetch(`${simulator.url}/data-tables/${instanceId}`);
    await own.goto(simulator.url);
    await own.getByRole("heading", { name: "StoreHours" }).waitFor();
    const opens = own.locator('#grid tr:has-text("Berlin") td[data-column="Opens"]');
    await opens.click();
    await own.locator("#value").fill("07:00");
    await own.getByRole("button", { name: "Save" }).click();
    await own.locator("#log tr", { hasText: "BatchUpdateDataTableValue" }).waitFor();
    await own.mouse.move(0, 0);
    const path = picturePath("simulator.png");
    mkdirSync(dirname(path), { recursive: true });
    await own.screenshot({ path });
    await own.close();
    assert.ok(readFileSync(path).byteLength > 10_000);
  });

  describe("and a page of another origin on the same machine", () => {
    let other: Server;
    let foreign: Page;
    before(async () => {
      other = createServer((_request, response) =>
        response.writeHead(200, { "content-type": "text/html" }).end("<title>x</title>"),
      );
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    });
    after(() => {
      other?.closeAllConnections();
      other?.close();
    });
    beforeEach(async () => {
      foreign = await browser.newPage();
      await foreign.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    });
    afterEach(() => foreign.close());

    it("can neither read nor write", async () => {
      const before = simulator.dump();
      const edit = JSON.stringify({ table: "StoreHours", keys: { Store: "Berlin" }, column: "Opens", value: "hacked" });
      const outcomes = await foreign.evaluate(
        async ([url, body]) => {
          const results: string[] = [];
          for (const path of ["/", "/_simulator/dump", "/_simulator/view", "/_simulator/requests"]) {
            const read = await fetch(url + path).then(
              (answer) => answer.text(),
              () => "refused",
            );
            const blind = await fetch(url + path, { mode: "no-cors" }).then(
              (answer) => answer.type,
              () => "refused",
            );
            results.push(read, blind);
          }
          for (const method of ["POST", "PUT", "DELETE"]) {
            const headers = { "content-type": "text/plain" };
            await fetch(`${url}/_simulator/edit`, {
              method,
              body,
              headers,
              mode: method === "POST" ? "no-cors" : "cors",
            }).catch(() => undefined);
            await fetch(`${url}/_simulator/data`, {
              method,
              body,
              headers,
              mode: method === "POST" ? "no-cors" : "cors",
            }).catch(() => undefined);
          }
          return results;
        },
        [simulator.url, edit] as const,
      );
      assert.deepEqual([...new Set(outcomes)], ["refused"]);
      assert.deepEqual(simulator.dump(), before);
    });

    it("can neither show it in a frame nor run it as a script or an image; a link to it works", async () => {
      const frame = await foreign.evaluate(async (url) => {
        const embedded = [["script", "/_simulator/dump"] as const, ["img", "/"] as const, ["iframe", "/"] as const];
        return await Promise.all(
          embedded.map(
            ([tag, path]) =>
              new Promise<string>((resolve) => {
                const node = document.createElement(tag);
                node.onload = () => resolve("loaded");
                node.onerror = () => resolve("refused");
                node.src = url + path;
                document.body.append(node);
                setTimeout(() => resolve("silent"), 1000);
              }),
          ),
        );
      }, simulator.url);
      assert.deepEqual(frame.slice(0, 2), ["refused", "refused"]);
      for (const one of foreign.frames().slice(1))
        assert.doesNotMatch(await one.content(), /Data tables of the simulator/);
      await foreign.evaluate((url) => (location.href = url), simulator.url);
      await foreign.getByRole("heading", { name: "Data tables of the simulator" }).waitFor();
    });
  });
});
