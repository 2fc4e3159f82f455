import { languageProject, playEveryday, yamlProgram, type LanguageProject } from "../helpers/language-project";

describe("a YAML program", function () {
  this.timeout(600_000);
  let stack: LanguageProject;

  before(async () => void (stack = await languageProject({ "Pulumi.yaml": yamlProgram("09:00") })));
  after(() => stack.close());

  it("has a table with values, a secret cell and an expression: created, changed, drifted, in conflict, destroyed", () =>
    playEveryday(stack, (opens) => stack.project.write("Pulumi.yaml", yamlProgram(opens))));
});
