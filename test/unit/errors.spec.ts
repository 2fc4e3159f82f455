import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { problemCatalogue } from "../../src/core/problem";
import { parseTableFile } from "../../src/file/read/parse-table-file";

const root = join(__dirname, "..", "..");
const catalogue = Object.entries(problemCatalogue);

/** One entry of the page. */
interface Entry {
  readonly code: string;
  readonly sentence: string;
  /** The fenced blocks: language and text. */
  readonly examples: readonly { readonly language: string; readonly text: string }[];
  /** What is said beside the sentence and the examples. */
  readonly prose: string;
}

const entries = readEntries(readFileSync(join(root, "docs", "errors.md"), "utf8"));

describe("docs/errors.md", () => {
  it("has one entry for each code, which opens with the sentence of the catalogue, and no other", () => {
    const documented = entries.map(({ code, sentence }) => [code, sentence]).sort();
    assert.deepEqual(documented, [...catalogue].sort());
  });

  it("says for each code what to do, and shows an example", () => {
    const poor = entries.filter(
      ({ prose, examples }) => prose.length < 20 || (examples.length === 0 && prose.length < 60),
    );
    assert.deepEqual(poor, []);
  });

  const runnable = entries.flatMap(({ code, examples }) =>
    examples
      .filter(({ language }) => language === "yaml" || language === "csv")
      .map((example) => ({ code, ...example })),
  );

  for (const { code, language, text } of runnable) {
    it(`its example of ${code} causes ${code}, and nothing else`, () => {
      const found = language === "yaml" ? problemsOf(text) : problemsOf(tableWithCsv, text);
      assert.deepEqual([...new Set(found)], [code]);
    });
  }
});

describe("the catalogue of problems", () => {
  it("has no code that the package never reports", () => {
    const source = sources(join(root, "src"))
      .filter((path) => !path.endsWith(join("core", "problem.ts")))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const dead = catalogue.map(([code]) => code).filter((code) => !source.includes(`"${code}"`));
    assert.deepEqual(dead, []);
  });
});

const tableWithCsv = `name: Hours
columns:
  Store: { type: TEXT, primary: true }
  Opens: TEXT
rowsFrom: hours.csv
`;

/** The codes of the problems of a table file; without `csv` the file that it names does not exist. */
function problemsOf(yaml: string, csv?: string): string[] {
  const { problems } = parseTableFile(yaml, "hours.yaml", (file, position) =>
    csv === undefined
      ? { problem: { code: "FILE_UNREADABLE", severity: "error", message: "", position } }
      : { file, text: csv },
  );
  return problems.map(({ code }) => code);
}

function readEntries(page: string): Entry[] {
  return page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [title = "", ...lines] = section.replace(/^## [^]*/m, "").split("\n");
      const body = lines.join("\n").trim();
      const [sentence = ""] = body.split("\n");
      const fence = /^```(\w+)\n([^]*?)^```$/gm;
      const examples = [...body.matchAll(fence)].map(([, language = "", text = ""]) => ({ language, text }));
      return {
        code: title.replaceAll("`", ""),
        sentence,
        examples,
        prose: body.slice(sentence.length).replace(fence, "").trim(),
      };
    });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}
