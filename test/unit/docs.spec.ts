import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const read = (name: string) => readFileSync(join(root, name), "utf8");

/** The spec files that a text names; one without a folder is in the folder of the one before it. */
function specsIn(text: string): string[] {
  let folder = "";
  return [...text.matchAll(/`((?:[\w-]+\/)*)([\w-]+\.spec\.ts)`/g)].map(([, path = "", name = ""]) => {
    if (path !== "") folder = path.startsWith("test/") ? path : `test/${path}`;
    return `${folder}${name}`;
  });
}

describe("the documents' word for what holds", () => {
  it("names a test after each sentence of the README's guarantees", () => {
    const [, section = ""] = /^## What it guarantees\n([^]*?)^## /m.exec(read("README.md")) ?? [];
    const guarantees = section.split(/^- /m).slice(1);
    assert.ok(guarantees.length >= 10);
    assert.deepEqual(
      guarantees.filter((guarantee) => specsIn(guarantee).length === 0),
      [],
    );
  });

  for (const document of ["README.md", "docs/conflicts.md", "docs/reliability.md"]) {
    it(`names only tests that are there: ${document}`, () => {
      const specs = specsIn(read(document));
      assert.ok(specs.length > 0);
      assert.deepEqual(
        specs.filter((spec) => !existsSync(join(root, spec))),
        [],
      );
    });
  }
});

/** What a user meets and the package cannot change: document → what it must say. */
const documented: readonly (readonly [title: string, document: string, RegExp])[] = [
  ["a pnpm workspace", "README.md", /In a \*\*pnpm workspace\*\*, list it in the program's own package\.json/],
  [
    "Yarn Plug'n'Play",
    "README.md",
    /With \*\*Yarn Plug'n'Play\*\*, run `NODE_OPTIONS="--require \.\/\.pnp\.cjs" pulumi up`/,
  ],
  ["the same in the list of errors", "docs/errors.md", /### `UNREACHABLE_PACKAGE`[^]*?pnpm workspace[^]*?\.pnp\.cjs/],
  [
    "two stacks that declare one cell with the same value",
    "docs/conflicts.md",
    /With the same value, both own it, and when one of them drops it, the cell is deleted \(the API does not identify the writer/,
  ],
  [
    "an edit after an export",
    "docs/conflicts.md",
    /A value that someone changed after the export stays a conflict\. `connect-data-tables pull` \[brings it into the file\]/,
  ],
  [
    "the same in the example",
    "examples/existing-table/README.md",
    /`npx connect-data-tables pull tables\/routing\.yaml --instance-id <id>` brings them into the file and keeps your own edits/,
  ],
  [
    "a transform that makes single cells secret",
    "README.md",
    /A transform that makes single cells secret encrypts them in state, but Pulumi hands them to the provider in clear/,
  ],
  [
    "a conflict in `preview --refresh`",
    "docs/conflicts.md",
    /In `pulumi preview --refresh` it is a warning with the code `CONFLICT`/,
  ],
  [
    "a conflict in `up --refresh`",
    "docs/conflicts.md",
    /shows the conflict as a warning, once in its preview and once in its update/,
  ],
  [
    "no longer managing a table",
    "docs/conflicts.md",
    /## To stop managing a table without touching it\n[^]*?pulumi state delete[^]*?retainOnDelete: true/,
  ],
];

describe("what the package cannot change is documented:", () => {
  for (const [title, document, expected] of documented)
    it(`${title}, in ${document}`, () => assert.match(read(document), expected));
});
