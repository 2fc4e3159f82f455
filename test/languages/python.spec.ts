import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plugins } from "../helpers/door";
import { languageProject, playEveryday, type LanguageProject } from "../helpers/language-project";
import { pythonEnvironment } from "../helpers/python";

/** The program of the page. */
function pythonProgram(opens: string): string {
  const page = readFileSync(join(__dirname, "../../docs/languages/python.md"), "utf8");
  const program = /```python\n([^]*?)```/.exec(page)?.[1] ?? "";
  return program.replace('"Opens": "09:00"', `"Opens": "${opens}"`);
}

describe("a Python program with the generated SDK", function () {
  this.timeout(900_000);
  let stack: LanguageProject;

  before(async () => {
    const files = {
      "Pulumi.yaml": `name: store-hours\nruntime: python\n${plugins}`,
      "__main__.py": pythonProgram("09:00"),
      "requirements.txt": "pulumi\n",
    };
    stack = await languageProject(files, await pythonEnvironment());
  });
  after(() => stack.close());

  it("has a table with values, a secret cell and an expression: created, changed, drifted, in conflict, destroyed", () =>
    playEveryday(stack, (opens) => stack.project.write("__main__.py", pythonProgram(opens))));
});
