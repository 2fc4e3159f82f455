import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileReference } from "../../../scripts/file-reference";
import { parseTableText, problemLines } from "./parse-table-text";

const page = readFileSync(join(__dirname, "../../../docs/files.md"), "utf8");

/** A table of Markdown without the white space that a formatter puts into it. */
const plain = (text: string) => text.replace(/ +/g, " ").replace(/-{3,}/g, "---").trim();

describe("docs/files.md", () => {
  it("lists every setting as the code describes it (`npm run schema`)", () => {
    const [, listed = ""] = /<!-- settings -->([^]*)<!-- \/settings -->/.exec(page) ?? [];
    assert.equal(plain(listed).replaceAll("\\_", "_"), plain(fileReference()));
  });

  it("shows files that are right", () => {
    const files = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = ""]) => text);
    assert.equal(files.length, 1);
    for (const text of files) assert.deepEqual(problemLines(parseTableText(text)), []);
  });
});
