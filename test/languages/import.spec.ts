import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { plugins } from "../helpers/door";
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
    const maker = await stackProject({}, { door: "dynamic" });
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

  it("writes nothing, and the TypeScript that it generates previews as unchanged", async () => {
    const env: Record<string, string> = {};
    const compilerOptions = { module: "node16", moduleResolution: "node16", strict: true, skipLibCheck: true };
    const files = {
      "Pulumi.yaml": `name: importer\nruntime: nodejs\n${plugins}`,
      "tsconfig.json": JSON.stringify({ compilerOptions }),
    };
    const stack = await languageProject(files, env);
    const host = await programHost();
    try {
      const id = await filled(stack);
      env.PULUMI_DEBUG_LANGUAGES = `nodejs:${host.port}`;
      const lines = (await imported(stack, id, "ts")).split("\n");
      delete env.PULUMI_DEBUG_LANGUAGES;
      const [imports, rest] = [true, false].map((isImport) =>
        lines.filter((line) => line.startsWith("import ") === isImport),
      );
      stack.project.write("index.ts", [...new Set(imports), ...(rest ?? [])].join("\n"));
      assert.match(await stack.withoutWrite("preview", "--diff"), /3 unchanged/);
      assert.match(await stack.withoutWrite("up", "--yes"), /3 unchanged/);
    } finally {
      host.end();
      await stack.close();
    }
  });
});

/** The host of Node that can be built from a Go module is too old to generate programs; this one has Pulumi's own generator. */
async function programHost(): Promise<{ port: number; end: () => void }> {
  const { ensureGenerator } = await import("../../scripts/engine.mjs");
  const host = spawn(await ensureGenerator(), ["host"], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(host.stdout, "data")) as [Buffer];
  return { port: Number(port.toString()), end: () => host.kill() };
}
