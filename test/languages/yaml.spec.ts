import { readFileSync } from "node:fs";
import { join } from "node:path";
import { languageProject, playEveryday, plugins, type LanguageProject } from "../helpers/language-project";

/** The program of the page, with the plugin of the installation. */
export function yamlProgram(opens: string): string {
  const page = readFileSync(join(__dirname, "../../docs/languages/yaml.md"), "utf8");
  const program = /```yaml\n(name: store-hours\n[^]*?)```/.exec(page)?.[1] ?? "";
  const own = program.replace(/plugins:\n(?: .*\n)+/, plugins);
  return own.replace('Opens: "09:00"', `Opens: "${opens}"`);
}

describe("a YAML program", function () {
  this.timeout(600_000);
  let stack: LanguageProject;

  before(async () => void (stack = await languageProject({ "Pulumi.yaml": yamlProgram("09:00") })));
  after(() => stack.close());

  it("has a table with values, a secret cell and an expression: created, changed, drifted, in conflict, destroyed", () =>
    playEveryday(stack, (opens) => stack.project.write("Pulumi.yaml", yamlProgram(opens))));
});
