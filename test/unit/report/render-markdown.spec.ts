import assert from "node:assert/strict";
import fc from "fast-check";
import { codeText, entities } from "../../../src/report/render/markdown-text";
import { makeReport, type Report } from "../../../src/report/report";
import { reportPlan } from "../../../src/report/from-plan";
import { renderJson } from "../../../src/report/render/json";
import { renderMarkdown } from "../../../src/report/render/markdown";
import { renderText } from "../../../src/report/render/text";
import { planOf, samplePlan } from "./sample-plan";

const redact = ({ attribute }: { attribute: string }) => attribute === "ApiKey";
const reportOf = (plan = samplePlan, name = "StoreHours") =>
  reportPlan(plan, { name, primaryAttributes: ["Store"], redact });

/** Markdown as GitHub reads it: CommonMark with tables. The modules are ES modules, hence the import at run time. */
async function toHtml(markdown: string): Promise<string> {
  const { micromark } = await import("micromark");
  const { gfmTable, gfmTableHtml } = await import("micromark-extension-gfm-table");
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] });
}

function plainText(html: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
}

describe("a report as Markdown", () => {
  it("begins with the totals and folds the details", () => {
    assert.equal(
      renderMarkdown(makeReport([reportOf()])),
      `<!-- connect-data-tables -->
### Data tables: 1 value to create, 6 to update, 1 to delete, 2 conflicts, 2 edited by others

| Table | Create | Update | Delete | Conflicts | Edited by others |
|---|--:|--:|--:|--:|--:|
| StoreHours | 1 | 6 | 1 | 2 | 2 |

<details><summary><b>StoreHours</b>: 1 value to create, 6 to update, 1 to delete, 2 conflicts, 2 edited by others</summary>

**Conflicts, not written**

| Row | Column | What | Recorded | Live | Desired |
|---|---|---|---|---|---|
| \`Paris\` | \`Opens\` | was edited | \`"08:00"\` | \`"08:30"\` (\`2026-05-01T10:00:00.000Z\`, \`eu-central-1\`) | \`"09:00"\` |
| \`Paris\` | \`ApiKey\` | was removed | \`[secret]\` |  | \`[secret]\` |

| # |  | Row | Column | Old | New |
|--:|---|---|---|---|---|
| 1 | update | (default record) | \`Opens\` | \`"08:00"\` | \`"07:30"\` |
| 2 | create | \`Berlin\` | \`Note\` |  | <code>"one&#92;ntwo &#124; three &#96;four&#96; &#60;b&#62;"</code> |
| 3 | update | \`Berlin\` | \`Seats\` | \`12\` | \`12345678901234567890\` |
| 4 | update | \`Berlin\` | \`Channels\` | \`["VOICE"]\` | \`["VOICE","CHAT"]\` |
| 5 | update | <code>a&#92;&#124;b &#96;c&#96;</code> | \`Open\` | \`true\` | \`false\` |
| 6 | update | \`Oslo\` | \`ApiKey\` | \`[secret]\` | \`[secret]\` |
| 7 | update | \`Oslo\` | \`Opens\` | \`"09:00"\` | \`=HOOP(1)\` |
| 8 | delete (was edited, and this update would delete it) | \`Rome\` | \`Opens\` | \`"10:00"\` |  |

**Edited by others, left as it is**

| Row | Column | Recorded | Live |
|---|---|---|---|
| \`Wien\` | \`Opens\` | \`"08:00"\` | \`"08:15"\` |
| \`Wien\` | \`Note\` | \`"gone"\` |  |

</details>
`,
    );
  });

  it("shows any text as it is, in a cell of a table and in a summary", async () => {
    const nasty = fc.string({ unit: "grapheme" });
    const risky = fc
      .array(fc.constantFrom(..."`|\\*_[]<>&~$#@!{}^: ab\"'é"), { maxLength: 12 })
      .map((all) => all.join(""));
    await fc.assert(
      fc.asyncProperty(fc.oneof(risky, nasty), async (raw) => {
        const text = raw.replace(/[\p{C}\p{Z}]/gu, " ").replace(/ +/g, " ");
        const html = await toHtml(`| a | b |\n|---|---|\n| ${codeText(text)} | end |\n`);
        const cells = [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell = ""]) => cell);
        assert.equal(cells.length, 2, html);
        assert.equal(plainText(cells[0] ?? ""), text === "" ? '""' : text);
        assert.match(cells[0] ?? "", /^<code>[^<]*<\/code>$/);
        const summary = await toHtml(`<details><summary><b>${entities(text)}</b></summary>\n\nx\n\n</details>\n`);
        assert.equal(plainText(/<b>(.*?)<\/b>/s.exec(summary)?.[1] ?? "none"), text);
      }),
      { numRuns: 500 },
    );
  });

  it("is never longer than GitHub takes, and says how much was left out", () => {
    const text = renderMarkdown(makeReport([reportOf(planOf(5000))]));
    const length = Buffer.byteLength(text);
    assert.ok(length < 65_000 && length > 60_000, `${length} bytes`);
    assert.match(text, /^[^\n]*\n### Data tables: 5,000 values to update\n/);
    assert.match(text, /\| StoreHours \| 0 \| 5,000 \| 0 \|/);
    const [, more = ""] = /… and ([\d,]+) more\./.exec(text) ?? [];
    const shown = text.split("\n").filter((line) => / \| update \| /.test(line)).length;
    assert.equal(Number(more.replaceAll(",", "")) + shown, 5000);
  });

  it("is cut by bytes, whatever the characters, the number of tables and of messages", () => {
    const wide = planOf(3000).changes.map((change) => ({
      ...change,
      before: "汉|".repeat(60),
      after: "😀`".repeat(60),
    }));
    const tables = Array.from({ length: 3000 }, (_, index) => reportOf(planOf(3), `Table ${index} 汉`));
    const messages = Array.from(
      { length: 500 },
      (_, index) => ({ severity: "error", text: `${index} `.repeat(900) }) as const,
    );
    const reports: Report[] = [
      makeReport([reportOf({ ...planOf(0), changes: wide })]),
      makeReport(tables),
      makeReport(tables, messages),
      makeReport([], messages),
    ];
    for (const report of reports) {
      for (const maxBytes of [65_000, 5_000]) {
        const text = renderMarkdown(report, { maxBytes });
        assert.ok(Buffer.byteLength(text) < maxBytes, `${Buffer.byteLength(text)} of ${maxBytes}`);
        assert.equal(text.split("<details>").length, text.split("</details>").length);
      }
    }
  });

  it("gives each table its share of the room", () => {
    const text = renderMarkdown(makeReport([reportOf(planOf(5000), "A"), reportOf(planOf(5), "B")]));
    assert.match(text, /<b>A<\/b>[\s\S]*more\.[\s\S]*<b>B<\/b>[\s\S]*new value 4/);
  });

  it("is byte for byte the same for the same changes, whatever the order of the tables", () => {
    const [a, b] = [reportOf(samplePlan, "A"), reportOf(planOf(5), "B")];
    for (const render of [renderMarkdown, renderJson, renderText]) {
      assert.equal(render(makeReport([a, b])), render(makeReport([b, a])));
    }
  });
});
