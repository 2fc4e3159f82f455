import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plugins } from "../helpers/door";
import { languageProject, playEveryday, type LanguageProject } from "../helpers/language-project";

const page = readFileSync(join(__dirname, "../../docs/languages/go.md"), "utf8");

/** The only block of the page in a language. */
function blockOf(language: string): string {
  const blocks = page.split(`\n\`\`\`${language}\n`).slice(1);
  const [text = "", ...more] = blocks.map((block) => block.split("\n```")[0] ?? "");
  if (text === "" || more.length > 0)
    throw new Error(`docs/languages/go.md has ${blocks.length} blocks of ${language}`);
  return text;
}

function goProgram(opens: string): string {
  return blockOf("go").replace('pulumi.String("09:00")', `pulumi.String("${opens}")`);
}

describe("a Go program with the generated SDK", function () {
  this.timeout(1_200_000);
  let stack: LanguageProject;

  before(async () => {
    const { ensureGoHost } = await import("../../scripts/engine.mjs");
    const { writeSdk } = await import("../../scripts/sdk.mjs");
    const files = {
      "Pulumi.yaml": `name: store-hours\nruntime: go\n${plugins}`,
      "go.mod": blockOf("gomod"),
      "main.go": goProgram("09:00"),
    };
    stack = await languageProject(files, {}, () => ensureGoHost());
    await writeSdk("go", join(stack.project.folder, "sdk"));
    execFileSync("go", ["mod", "tidy"], { cwd: stack.project.folder, stdio: "pipe" });
  });
  after(() => stack.close());

  it("has a table with values, a secret cell and an expression: created, changed, drifted, in conflict, destroyed", () =>
    playEveryday(stack, (opens) => stack.project.write("main.go", goProgram(opens))));
});
