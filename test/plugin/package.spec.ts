import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as ts from "typescript";
import { pluginSchema } from "../../src/plugin/schema/package";
import { PluginClient } from "../helpers/plugin-client";

const root = resolve(__dirname, "../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
interface Properties {
  readonly [name: string]: { readonly description?: string };
}
const schema = pluginSchema(version) as {
  readonly resources: Record<string, { inputProperties: Properties; requiredInputs: string[]; aliases: object[] }>;
  readonly functions: Record<string, { inputs: { properties: Properties; required: string[] } }>;
  readonly provider: { readonly inputProperties: Properties };
  readonly types: Record<string, { readonly properties: Properties; readonly required: string[] }>;
};

const file = join(root, "src/plugin.ts");
let program: ts.Program | undefined;

/** The members of a type of the TypeScript door: name → whether it is required. */
function membersOf(name: string): Record<string, boolean> {
  program ??= ts.createProgram([file], { strict: true, skipLibCheck: true, moduleResolution: 3, module: 100 });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file) ?? assert.fail(file);
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) ?? assert.fail(file));
  const symbol = exported.find((one) => one.name === name) ?? assert.fail(name);
  const type = checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol));
  const parts = type.isUnion() ? type.types : [type];
  const names = new Set(parts.flatMap((part) => part.getProperties().map((member) => member.name)));
  const isRequired = (member: string) =>
    parts.every((part) => {
      const property = part.getProperty(member);
      return property !== undefined && (property.flags & ts.SymbolFlags.Optional) === 0;
    });
  return Object.fromEntries([...names].sort().map((member) => [member, isRequired(member)]));
}

function schemaMembers(properties: Properties, required: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(
    Object.keys(properties)
      .sort()
      .map((name) => [name, required.includes(name)]),
  );
}

describe("the plugin's schema", function () {
  this.timeout(60_000);
  const values = schema.resources["connect-data-tables:index:DataTableValues"];
  const table = schema.resources["connect-data-tables:index:DataTable"];
  const lookup = schema.functions["connect-data-tables:index:getDataTable"];

  it("is in the package as the code describes it (`npm run schema`)", () => {
    const text = readFileSync(join(root, "schema/pulumi-schema.json"), "utf8");
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(schema)));
  });

  it("is what the SDK for Python is made of (`npm run schema`)", async () => {
    const { schemaHash } = await import("../../scripts/sdk.mjs");
    assert.equal(readFileSync(join(root, "sdk/python/schema.sha256"), "utf8").trim(), schemaHash());
  });

  it("has the arguments of the TypeScript types, and requires the same ones", () => {
    // TypeScript programs give the variables of a file to `DataTableFile`.
    const { variables, ...ofValues } = values?.inputProperties ?? {};
    assert.ok(variables);
    const of = (name: string) => schema.types[`connect-data-tables:index:${name}`];
    const pairs: [string, Properties | undefined, readonly string[] | undefined][] = [
      ["DataTableValuesArgs", ofValues, values?.requiredInputs],
      ["DataTableArgs", table?.inputProperties, table?.requiredInputs],
      ["GetDataTableArgs", lookup?.inputs.properties, lookup?.inputs.required],
      ["ProviderArgs", schema.provider.inputProperties, []],
      ["AttributeArgs", of("Attribute")?.properties, of("Attribute")?.required],
      ["Guard", of("Guard")?.properties, of("Guard")?.required],
      ["Ignore", of("Ignore")?.properties, of("Ignore")?.required],
      ["AssumeRole", of("AssumeRole")?.properties, of("AssumeRole")?.required],
      ["Validation", of("Validation")?.properties, of("Validation")?.required],
    ];
    for (const [name, properties = {}, required = []] of pairs)
      assert.deepEqual(schemaMembers(properties, required), membersOf(name), name);
  });

  it("describes every argument and every output", () => {
    const silent: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (typeof value !== "object" || value === null) return;
      for (const [name, part] of Object.entries(value)) {
        const at = `${path}/${name}`;
        if (/\/(inputProperties|properties)\/[^/]+$/.test(at) && !(part as Properties[string]).description)
          silent.push(at);
        walk(part, at);
      }
    };
    walk(schema, "");
    assert.deepEqual(silent, []);
  });

  it("takes over the state of the dynamic resources", () => {
    const dynamic = "pulumi-nodejs:dynamic/connect-data-tables:";
    assert.deepEqual(values?.aliases, [{ type: `${dynamic}DataTableValues` }]);
    assert.deepEqual(table?.aliases, [{ type: `${dynamic}DataTable` }]);
  });
});

describe("the plugin itself", () => {
  let plugin: PluginClient;
  let folder: string;
  before(async () => {
    plugin = await PluginClient.start();
    folder = mkdtempSync(join(tmpdir(), "plugin-"));
  });
  after(() => {
    plugin.close();
    rmSync(folder, { recursive: true });
  });

  it("says its version and its schema", async () => {
    assert.equal(await plugin.version(), version);
    assert.deepEqual(await plugin.schema(), JSON.parse(JSON.stringify(schema)));
  });

  it("checks the settings of a provider, those that come as JSON too, and replaces nothing for them", async () => {
    assert.deepEqual(
      await plugin.checkConfig({ region: "eu-central-1", burst: "5", assumeRole: '{"roleArn":"r"}' }),
      [],
    );
    const [failure = ""] = await plugin.checkConfig({ regoin: "eu-central-1", burst: "many" });
    assert.match(failure, /there is no argument "regoin"\. \[UNKNOWN_SETTING\]\n {2}Did you mean "region"\?/);
    assert.match(failure, /burst is "many"\. \[INVALID_SETTING\]/);
    assert.deepEqual(await plugin.diffConfig({ region: "a" }, { region: "b" }), { changes: 2, replaces: [] });
    assert.deepEqual(await plugin.diffConfig({ region: "a" }, { region: "a" }), { changes: 1, replaces: [] });
  });

  it("reads a table file into the arguments of both resources, or says all that is wrong with it", async () => {
    const file = join(folder, "hours.yaml");
    const text =
      "name: Hours\ntimeZone: Europe/Berlin\ncolumns:\n  Store: { type: TEXT, primary: true }\n  Opens: TEXT\nrows:\n  - { Store: Berlin, Opens: '09:00' }\n";
    writeFileSync(file, text);
    const token = "connect-data-tables:index:getTableFile";
    const { result } = await plugin.invoke(token, { path: file });
    assert.deepEqual((result.table as { name: string }).name, "Hours");
    const read = result.values as { rows: unknown; primaryAttributes: unknown };
    assert.deepEqual([read.rows, read.primaryAttributes], [[{ Store: "Berlin", Opens: "09:00" }], ["Store"]]);
    writeFileSync(file, text.replace("TEXT\nrows", "TXT\nrows").replace("Store: Berlin", "Stroe: Berlin"));
    await assert.rejects(plugin.invoke(token, { path: file }), /3 problems in .*hours\.yaml:5:10:.*hours\.yaml:7:/s);
  });

  it("leaves placeholders in a table file with variables, also in keys, items, expressions and moves", async () => {
    const file = join(folder, "routing.yaml");
    const cells =
      'Site: "${site}", Queues: [x, "${queue}"], Text: { expression: \'="${queue} $${"\' }, Seats: "${seats}"';
    const text = `name: Routing
variables: { site: {}, queue: {}, seats: {} }
initial: [Seats]
columns:
  Site: { type: TEXT, primary: true }
  Queues: TEXT_LIST
  Text: TEXT
  Seats: NUMBER
moved:
  - { from: { Site: "old \${site}" }, to: { Site: "\${site}" } }
rows:
  - { ${cells} }
  - { Site: b, Text: "$\${x}" }
`;
    writeFileSync(file, text);
    const { result } = await plugin.invoke("connect-data-tables:index:getTableFile", { path: file });
    const { rows, moved, initial } = result.values as Properties & { initial: unknown };
    const site = { template: "${site}", type: "TEXT" };
    assert.deepEqual(rows, [
      {
        Site: site,
        Queues: { template: ["x", "${queue}"], type: "TEXT_LIST" },
        Text: { template: { expression: '="${queue} $${"' }, type: "TEXT" },
        Seats: { template: "${seats}", type: "NUMBER" },
      },
      { Site: "b", Text: "${x}" },
    ]);
    assert.deepEqual(moved, [{ from: { Site: { template: "old ${site}", type: "TEXT" } }, to: { Site: site } }]);
    assert.deepEqual(initial, ["Seats"]);
  });

  it("knows no other function and no other resource", async () => {
    await assert.rejects(
      plugin.invoke("connect-data-tables:index:nope", {}),
      /there is no function .*\[UNKNOWN_SETTING\]/,
    );
    await assert.rejects(
      plugin.check("urn:pulumi:dev::p::connect-data-tables:index:Nope::n", {}, {}),
      /there is no resource of type "connect-data-tables:index:Nope"/,
    );
  });
});
