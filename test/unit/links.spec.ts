import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  homepage: string;
  repository: { url: string };
  bugs: { url: string };
};
const address = manifest.repository.url.replace(/^git\+/, "").replace(/\.git$/, "");

/** The targets of the links and pictures of a text, without those in code. */
function targetsOf(markdown: string): string[] {
  const text = markdown.replace(/^```[^]*?^```/gm, "").replace(/`[^`\n]*`/g, "code");
  const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const html = [...text.matchAll(/\b(?:href|src)="([^"]+)"/g)].map(([, target = ""]) => target);
  return [...inline, ...html];
}

/** The anchors that GitHub makes of the headings of a text. */
function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.replace(/^```[^]*?^```/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title);
  return headings.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-"),
  );
}

/** What is wrong with a target in a document; nothing where it is right. A target may not leave the repository. */
function problemOf(document: string, target: string): string[] {
  if (/^[a-z]+:/.test(target)) return target.startsWith("https://") ? [] : [`${document}: ${target} is not https`];
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? join(root, document) : resolve(root, dirname(document), decodeURI(path));
  if (relative(root, file).startsWith("..")) return [`${document}: ${target} leaves the repository`];
  if (!existsSync(file)) return [`${document}: ${target} does not exist`];
  if (anchor === undefined) return [];
  const isThere = statSync(file).isFile() && anchorsOf(readFileSync(file, "utf8")).includes(anchor);
  return isThere ? [] : [`${document}: ${target} has no such heading`];
}

function documents(folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ["docs", "examples"].includes(path.split("/")[0] ?? "") && entry.name !== "node_modules"
        ? documents(path)
        : [];
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

describe("links and pictures", () => {
  it("of every document lead to a file and a heading that exist", () => {
    const all = documents();
    assert.ok(all.includes("README.md") && all.includes("docs/ci/README.md") && all.includes("CONTRIBUTING.md"));
    const problems = all.flatMap((document) =>
      targetsOf(readFileSync(join(root, document), "utf8")).flatMap((target) => problemOf(document, target)),
    );
    assert.deepEqual(problems, []);
  });

  it("of the packed README resolve at the repository's address, as npm makes them absolute", async function () {
    this.timeout(120_000);
    const { packTarball } = await import("../../scripts/pack.mjs");
    const readme = execFileSync("tar", ["-xzOf", await packTarball(), "package/README.md"], { encoding: "utf8" });
    const relativeTargets = targetsOf(readme).filter((target) => !/^([a-z]+:|#)/.test(target));
    assert.ok(relativeTargets.filter((target) => target.endsWith(".png")).length >= 2, "two pictures");
    for (const target of relativeTargets) {
      const url = new URL(target, `${address}/blob/HEAD/`);
      const path = decodeURI(url.href.slice(`${address}/blob/HEAD/`.length).replace(/#.*/, ""));
      assert.ok(url.href.startsWith(`${address}/blob/HEAD/`) && existsSync(join(root, path)), target);
      const ignored = /^(dist|node_modules|\.work)(\/|$)/.test(path);
      assert.ok(!ignored, `${target} is not in the repository`);
    }
  });

  it("of the package itself are those of one repository", () => {
    assert.match(address, /^https:\/\/github\.com\/[\w.-]+\/pulumi-connect-data-tables$/);
    assert.equal(manifest.homepage, `${address}#readme`);
    assert.equal(manifest.bugs.url, `${address}/issues`);
    const security = readFileSync(join(root, "SECURITY.md"), "utf8");
    assert.ok(security.includes(`${address}/security/advisories/new`));
  });
});
