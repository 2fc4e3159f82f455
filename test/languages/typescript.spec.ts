import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plugins } from "../helpers/door";
import { languageProject, playEveryday, type LanguageProject } from "../helpers/language-project";

/** The program of the page. */
function typescriptProgram(opens: string): string {
  const page = readFileSync(join(__dirname, "../../docs/languages/typescript.md"), "utf8");
  const program = /```ts\n([^]*?)```/.exec(page)?.[1] ?? "";
  return program.replace('Opens: "09:00"', `Opens: "${opens}"`);
}

describe("a TypeScript program on the plugin", function () {
  this.timeout(600_000);
  let stack: LanguageProject;

  before(async () => {
    const tsconfig = JSON.stringify({
      compilerOptions: { module: "node16", moduleResolution: "node16", strict: true, skipLibCheck: true },
    });
    const yaml = `name: store-hours\nruntime: nodejs\n${plugins}`;
    stack = await languageProject({
      "Pulumi.yaml": yaml,
      "index.ts": typescriptProgram("09:00"),
      "tsconfig.json": tsconfig,
    });
  });
  after(() => stack.close());

  it("has a table with values, a secret cell and an expression: created, changed, drifted, in conflict, destroyed", () =>
    playEveryday(stack, (opens) => stack.project.write("index.ts", typescriptProgram(opens))));
});
