import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { kinds } from "../../../src/grid/kinds";
import { reportPlan } from "../../../src/report/from-plan";
import { reportPreview } from "../../../src/report/preview/from-preview";
import { renderHtml } from "../../../src/report/render/html/page";
import { totalKinds } from "../../../src/report/render/html/kinds";
import { renderJson } from "../../../src/report/render/json";
import { makeReport, type Report, type Totals } from "../../../src/report/report";
import { previewText } from "./preview-arbitrary";
import { planOf, samplePlan } from "./sample-plan";

const fixture = (name: string) => readFileSync(join(__dirname, "fixtures", name), "utf8");

function reportOf(text: string): Report {
  const read = reportPreview(text);
  assert.ok("report" in read);
  return read.report;
}

function samplePage(): string {
  const redact = ({ attribute }: { attribute: string }) => attribute === "ApiKey";
  const table = reportPlan(samplePlan, { name: "Store <hours>", primaryAttributes: ["Store"], redact });
  return renderHtml(makeReport([table], [{ severity: "warning", table: "T", text: "a <b>\nc\u001b[2J" }]));
}

/** How often each value of an attribute occurs; one attribute may hold several values. */
function counts(page: string, attribute: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [, names = ""] of page.matchAll(new RegExp(` ${attribute}="([^"]*)"`, "g"))) {
    for (const name of names.split(" ")) found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

/** The totals that a list on the page says. */
function saidTotals(list: string): Record<string, number> {
  const entries = list.matchAll(/data-total="(\w+)">(?:. )?([\d,]+) /g);
  return Object.fromEntries(
    [...entries].map(([, name = "", number = ""]) => [name, Number(number.replaceAll(",", ""))]),
  );
}

/** What the cells, rows and settings of a part of the page add up to, as totals. */
function drawnTotals(part: string): Record<string, number> {
  const drawn = { ...counts(part, "data-kind"), renamed: counts(part, "data-row").renamed ?? 0 };
  const settings = Object.values(counts(part, "data-setting")).reduce((sum, count) => sum + count, 0);
  const rename = [...part.matchAll(/<td [^>]*data-rename>/g)].length;
  const names = Object.entries(totalKinds).map(([name, { kind }]) => [
    name,
    kind ? drawn[kind as "renamed"] : ({ settings, rename }[name] ?? 0),
  ]);
  return nonZero(Object.fromEntries(names) as Record<string, number>);
}

function nonZero(totals: Totals | Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(totals).filter(([, count]) => count > 0));
}

describe("a report as a page", () => {
  it("has the numbers of the JSON report, in its lists and in what is drawn: 100 random previews", () => {
    fc.assert(
      fc.property(previewText, (text) => {
        const report = reportOf(text);
        const json = JSON.parse(renderJson(report)) as Report;
        const [head = "", ...sections] = renderHtml(report).split(/(?=<section data-table=)/);
        assert.deepEqual(saidTotals(head), nonZero(json.totals));
        assert.equal(sections.length, json.tables.length);
        for (const [index, { totals }] of json.tables.entries()) {
          assert.deepEqual(saidTotals(sections[index] ?? ""), nonZero(totals));
          // Cells without a write are counted in the list only.
          assert.deepEqual(drawnTotals(sections[index] ?? ""), nonZero({ ...totals, unchanged: 0 }));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is the same, byte for byte, for the same input", () => {
    for (const name of ["preview.json", "preview-that-failed.json", "refresh-that-found-drift.json"]) {
      assert.equal(renderHtml(reportOf(fixture(name))), renderHtml(reportOf(fixture(name))));
    }
    assert.equal(renderHtml(reportOf(fixture("preview-stream.jsonl"))), renderHtml(reportOf(fixture("preview.json"))));
  });

  it("shows each kind by a sign and a word, beside its colour", () => {
    const page = samplePage();
    assert.match(page, /<td>1 created\n2 updated<\/td>/);
    assert.match(page, /data-kind="created">\+ one/);
    assert.match(page, /data-kind="updated">~ <del>true<\/del> → false<\/td>/);
    for (const kind of ["deleted", "conflict", "edited"] as const) {
      assert.ok(page.includes(`<small>${kinds[kind].sign} ${kinds[kind].word}`), kind);
    }
    const preview = renderHtml(reportOf(fixture("preview.json")));
    assert.match(preview, /data-kind="updated">~ <del>09:00<\/del> → 09:30<\/td>/);
    assert.match(preview, /data-row="created">\+ created/);
    assert.match(preview, /data-row="deleted">− deleted/);
  });

  it("shows a conflict with its three values, and when and where the live one changed", () => {
    assert.match(
      samplePage(),
      /conflict: was edited<\/small><dl><dt>recorded<\/dt><dd>08:00<\/dd><dt>live<\/dt><dd>08:30<\/dd><dt>changed<\/dt><dd>2026-05-01T10:00:00.000Z, eu-central-1<\/dd><dt>desired<\/dt><dd>09:00<\/dd><\/dl>/,
    );
  });

  it("tells rows that are created, deleted, released and renamed", () => {
    const page = renderHtml(
      reportOf(
        JSON.stringify({
          steps: [
            {
              op: "update",
              urn: "urn:pulumi:dev::p::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::t",
              oldState: { inputs: { primaryAttributes: ["K"], rows: { a: { X: 1 }, c: { X: 3 }, same: { X: 9 } } } },
              newState: {
                inputs: {
                  primaryAttributes: ["K"],
                  rows: { b: { X: 1 }, d: { X: 4 }, same: { X: 9 } },
                  moved: [{ from: "a", to: "b" }],
                },
              },
            },
          ],
        }),
      ),
    );
    const [, body = ""] = page.slice(page.indexOf('class="grid"')).split("<tbody>");
    const rows = body.split("</tr>").map((row) =>
      row
        .replace(/<[^>]+>/g, " ")
        .trim()
        .split(/\s+/)
        .join(" "),
    );
    assert.deepEqual(rows.slice(0, 4), ["→ renamed was a b 1", "− deleted c − 3", "+ created d + 4", "same 9"]);
    assert.match(page, /<tr class="same">/);
    assert.match(page, /Show 1 unchanged row</);
    assert.match(page, /1 table\. Shown are the values that the program manages; a table may hold others\./);
    assert.doesNotMatch(samplePage(), /may hold others/, "a comparison reads the whole table");
  });

  it("escapes markup in every place where a text may come from elsewhere", () => {
    const evil = `"><img src=x onerror=alert(1)></script><script>alert('x')</script>\u202e\u0000`;
    const cell = { row: evil, key: { [evil]: evil }, column: evil };
    const table = {
      name: evil,
      operation: "update" as const,
      totals: {
        create: 1,
        update: 0,
        delete: 0,
        release: 0,
        takeOver: 1,
        rename: 1,
        move: 1,
        settings: 1,
        conflicts: 1,
        drift: 1,
        unchanged: 1,
      },
      renames: [{ from: evil, to: evil }],
      takenOver: [cell],
      unchanged: [cell],
      settings: [{ kind: "update" as const, path: evil, before: evil, after: { [evil]: evil } }],
      moves: [{ from: evil, to: evil }],
      changes: [{ number: 1, kind: "create" as const, ...cell, after: { value: evil } }],
      conflicts: [
        { kind: "edited" as const, ...cell, live: { value: evil }, lastModifiedTime: evil, lastModifiedRegion: evil },
      ],
      drift: [{ ...cell, recorded: { value: [evil] } }],
    };
    const page = renderHtml(makeReport([table], [{ severity: "error", table: evil, text: evil }]), { title: evil });
    assert.equal(page.match(/<script/g)?.length, 1, "only the page's own script");
    assert.equal(page.match(/<\/script/g)?.length, 1);
    // eslint-disable-next-line no-control-regex -- that is what must not be there
    assert.doesNotMatch(page, /<img|[\u0000\u202e]|onerror=alert\(1\)>/);
    const tags = new Set([...page.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag]) => tag));
    const own =
      "html head meta title style body main h1 p ul li i section h2 pre form label input fieldset legend span button h3 div table thead tr th tbody td small del ins dl dt dd script";
    assert.deepEqual(
      [...tags].filter((tag) => !own.split(" ").includes(tag ?? "")),
      [],
    );
  });

  it("allows its own style and script by their hashes, and nothing else", () => {
    const page = samplePage();
    const policy =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#39;", "'") ?? "";
    const hash = (tag: string) => {
      const [, text = ""] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? [];
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    };
    assert.equal(
      policy,
      `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'`,
    );
    assert.ok(
      page.indexOf("Content-Security-Policy") < page.indexOf("<style>"),
      "the policy comes before what it is about",
    );
    assert.doesNotMatch(page, /\b(src|href|action)=|\bstyle=|url\(|@import|https?:/);
  });

  it("hides secrets and what is in a sensitive column", () => {
    for (const name of ["preview.json", "preview-stream.jsonl"]) {
      assert.doesNotMatch(renderHtml(reportOf(fixture(name))), /k-1|k-2|ciphertext/);
    }
    assert.doesNotMatch(samplePage(), /hush/);
    assert.match(samplePage(), /\[secret\]/);
  });

  it("stays below 3 MB at 5,000 changes of long values", () => {
    const redact = () => false;
    const long = {
      ...planOf(5000),
      changes: planOf(5000).changes.map((change) => ({ ...change, before: "x".repeat(900), after: "y".repeat(900) })),
    };
    for (const plan of [planOf(5000), long]) {
      const page = renderHtml(makeReport([reportPlan(plan, { name: "T", primaryAttributes: ["Store"], redact })]));
      assert.equal(counts(page, "data-kind").updated, 5000);
      assert.ok(Buffer.byteLength(page) < 3_000_000, `${Buffer.byteLength(page)} bytes`);
    }
  });

  it("keeps at most 2,000 unchanged rows, and says how many more there are", () => {
    const rows = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`r${index}`, { X: index }]));
    const state = (more: object) => ({ inputs: { primaryAttributes: ["K"], rows: { ...rows, ...more } } });
    const urn = "urn:pulumi:dev::p::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::t";
    const page = renderHtml(
      reportOf(
        JSON.stringify({ steps: [{ op: "update", urn, oldState: state({}), newState: state({ z: { X: 1 } }) }] }),
      ),
    );
    assert.equal(page.match(/<tr class="same"/g)?.length, 2000);
    assert.match(page, /Show 2000 unchanged rows<\/label> <span class="dim">\(1000 more are not on this page\)/);
  });

  it("shows two values that look alike as what they are", () => {
    const urn = "urn:pulumi:dev::p::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::t";
    const state = (X: unknown) => ({ inputs: { primaryAttributes: ["K"], rows: { a: { X } } } });
    const page = (before: unknown, after: unknown) =>
      renderHtml(
        reportOf(JSON.stringify({ steps: [{ op: "update", urn, oldState: state(before), newState: state(after) }] })),
      );
    assert.match(page("12", 12), /<del>&quot;12&quot;<\/del> → 12<\/td>/);
    assert.match(page("a, b", ["a", "b"]), /<del>&quot;a, b&quot;<\/del> → \[&quot;a&quot;,&quot;b&quot;\]<\/td>/);
    assert.match(page("", " x"), /<del>&quot;&quot;<\/del> → &quot; x&quot;<\/td>/);
    assert.match(page(["VOICE", "CHAT"], { expression: "=A" }), /<del>VOICE, CHAT<\/del> → =A<\/td>/);
  });
});

describe("the scripts and styles of the pages", () => {
  it("are those of browser/: `npm run page` changes nothing", async () => {
    const { pageAssets } = await import("../../../scripts/write-page-assets.mjs");
    for (const { path, text } of pageAssets()) {
      assert.equal(readFileSync(join(__dirname, "../../..", path), "utf8"), text, path);
    }
  });
});

describe("the colours of the pages", () => {
  const css = readFileSync(join(__dirname, "../../../browser/grid.css"), "utf8");
  const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = ""]) =>
    Object.fromEntries(
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = "", colour = ""]) => [name, colour]),
    ),
  );

  /** WCAG 2: from 1 to 21. */
  function contrast(one: string, other: string): number {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  function luminance(colour: string): number {
    const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(digits.slice(at, at + 2), 16) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  it("can be read in light, in dark and on paper: every ink has a contrast of 4.5 to what is behind it", () => {
    assert.equal(blocks.length, 3);
    for (const colours of blocks) {
      const pairs = [
        ["ink", "back"],
        ["dim", "back"],
        ["ink", "head"],
        ["dim", "head"],
        ...["good", "warn", "bad", "info"].map((tone) => [`${tone}-ink`, tone]),
      ];
      for (const [ink = "", back = ""] of pairs) {
        assert.ok(
          contrast(colours[ink] ?? "", colours[back] ?? "") >= 4.5,
          `${ink} on ${back} of ${JSON.stringify(colours)}`,
        );
      }
    }
  });
});
