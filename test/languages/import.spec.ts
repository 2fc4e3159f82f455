import assert from "node:assert/strict";
import { doors, plugins } from "../helpers/door";
import { languageProject, type LanguageProject } from "../helpers/language-project";
import { hoursTable, hoursValues, stackProject } from "../helpers/stack-project";
import { instanceId } from "../helpers/values-bench";

const opens = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`S${index}`, "09:00"]));
const ids = { "connect-data-tables:index:DataTable": "table", "connect-data-tables:index:DataTableValues": "hours" };

describe("pulumi import of a table of 1,000 values", function () {
  this.timeout(900_000);

  /** Fills a table from another stack; the id of both resources. */
  async function filled(stack: LanguageProject): Promise<string> {
    const { simulator } = stack;
    const maker = await stackProject({}, "dynamic");
    try {
      maker.declare(hoursTable({ endpoint: simulator.url }), hoursValues(opens, { endpoint: simulator.url }));
      await maker.run("up", "--yes", "--skip-preview");
    } finally {
      await maker.close();
    }
    const { arn = "" } = simulator.dump().tables.Hours ?? {};
    return `${instanceId}/${arn.split("/").pop() ?? ""}`;
  }

  /** The code that the imports of both resources generate. */
  async function imported(stack: LanguageProject, id: string, file: string): Promise<string> {
    const texts: string[] = [];
    for (const [token, name] of Object.entries(ids)) {
      const { project, withoutWrite } = stack;
      await withoutWrite("import", token, name, id, "--yes", "--protect=false", "--out", `${name}.${file}`);
      texts.push(project.read(`${name}.${file}`));
    }
    return texts.join("\n");
  }

  it("writes nothing, and the YAML that it generates previews as unchanged", async () => {
    const yaml = (resources: string) => `name: importer\nruntime: yaml\n${plugins}${resources}`;
    const stack = await languageProject({ "Pulumi.yaml": yaml("") });
    try {
      const text = await imported(stack, await filled(stack), "yaml");
      const resources = text.replaceAll(/^resources:\n/gm, "");
      stack.project.write("Pulumi.yaml", yaml(`resources:\n${resources}`));
      assert.match(await stack.withoutWrite("preview", "--diff"), /3 unchanged/);
      assert.match(await stack.withoutWrite("up", "--yes"), /3 unchanged/);
      const before = stack.simulator.dump().tables.Hours;
      await stack.run(0, "destroy", "--yes");
      assert.deepEqual(stack.simulator.dump().tables.Hours, before, "what was there before stays");
    } finally {
      await stack.close();
    }
  });

  it("writes nothing, and a TypeScript program with the imported inputs previews as unchanged", async () => {
    const stack = await languageProject({
      "Pulumi.yaml": `name: importer\nruntime: nodejs\n${plugins}`,
      "index.js": "",
    });
    try {
      const id = await filled(stack);
      for (const [token, name] of Object.entries(ids))
        await stack.withoutWrite("import", token, name, id, "--yes", "--protect=false", "--generate-code=false");
      const { resources } = await stack.project.exportState();
      const declarations = Object.entries(ids).map(([token, name]) => {
        const inputs = resources.find(({ type }) => type === token)?.inputs ?? assert.fail(token);
        return `new plugin.${token.split(":")[2] ?? ""}("${name}", ${JSON.stringify(inputs)});`;
      });
      stack.project.write("index.js", `const plugin = require("${doors.plugin}");\n${declarations.join("\n")}`);
      assert.match(await stack.withoutWrite("preview", "--diff"), /3 unchanged/);
    } finally {
      await stack.close();
    }
  });
});
