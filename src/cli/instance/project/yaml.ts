import { tableDeclaration, valuesArguments } from "../../../core/arguments/resources";
import { valuesSettings } from "../../../core/arguments/values-settings";
import type { ProjectOptions, ProjectProgram, ProjectTable } from "./project";
import { pluginManifest, pluginPlace } from "./typescript";

/** A program in YAML, on the plugin: a table and its values for each file. */
export function yamlProgram(name: string, options: ProjectOptions): ProjectProgram {
  return {
    files: { "Pulumi.yaml": pulumiYaml(name, options), "package.json": pluginManifest(name, options) },
    ignored: ["node_modules/"],
    install: ["npm install"],
  };
}

/** Everything that a file may say of its table and its values. */
const ofTable = Object.keys(tableDeclaration.fields).filter((argument) => argument !== "allowDelete");
const ofValues = Object.keys(valuesArguments.fields).filter(
  (argument) => ["rows", "defaults", "renamed"].includes(argument) || argument in valuesSettings,
);

function pulumiYaml(name: string, { tables }: ProjectOptions): string {
  const hasVariables = tables.some((table) => table.hasVariables);
  return `name: ${name}
description: Amazon Connect data tables, a file each
runtime: yaml
${pluginPlace}config:
  instanceId: { type: string }
${hasVariables ? "  # Values that differ between environments.\n  variables: { type: object }\n" : ""}${section("variables", tables.map(fileOf))}${section("resources", tables.map(resourcesOf))}`;
}

function section(name: string, entries: readonly string[]): string {
  return entries.length === 0 ? "" : `${name}:\n${entries.join("")}`;
}

// Names end differently, so that those of different tables never meet.
function fileOf({ name }: ProjectTable): string {
  const path = JSON.stringify(`tables/${name}.yaml`);
  return `  ${name}-file:
    fn::invoke:
      function: connect-data-tables:getTableFile
      arguments: { path: ${path} }
`;
}

function resourcesOf({ name, hasVariables }: ProjectTable): string {
  return `  ${name}-table:
    type: connect-data-tables:DataTable
    name: ${JSON.stringify(name)}
    properties:
      instanceId: \${instanceId}
${allOf(`${name}-file.table`, ofTable)}  ${name}-values:
    type: connect-data-tables:DataTableValues
    name: ${JSON.stringify(name)}
    properties:
      table: \${${name}-table}
${hasVariables ? "      variables: ${variables}\n" : ""}${allOf(`${name}-file.values`, ofValues)}`;
}

function allOf(record: string, names: readonly string[]): string {
  return names.map((name) => `      ${name}: \${${record}.${name}}\n`).join("");
}
