import type { ProjectOptions, ProjectProgram } from "./project";

/** A program in TypeScript, of dynamic resources. */
export function typescriptProgram(name: string, { version }: ProjectOptions): ProjectProgram {
  const manifest = {
    ...packageManifest(name),
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": "^3.216.0", "pulumi-connect-data-tables": version },
    devDependencies: { "@types/node": "^20.19.0", typescript: "~5.9.3" },
  };
  const compiler = { strict: true, target: "es2022", module: "commonjs", moduleResolution: "node", types: ["node"] };
  return {
    files: {
      "Pulumi.yaml": `name: ${name}\ndescription: Amazon Connect data tables, a file each\nruntime: nodejs\n`,
      "package.json": json(manifest),
      "tsconfig.json": json({ compilerOptions: compiler, files: ["index.ts"] }),
      "index.ts": program,
    },
    ignored: ["node_modules/"],
    install: ["npm install"],
  };
}

/** What is in the package.json of every language: the executable is an npm package. */
export function packageManifest(name: string) {
  return {
    name: name.toLowerCase(),
    private: true,
    scripts: { validate: "connect-data-tables validate tables/*.yaml" },
  };
}

/** The package.json of a project whose program is not for Node: it brings the plugin and the executable. */
export function pluginManifest(name: string, { version }: ProjectOptions): string {
  return json({ ...packageManifest(name), dependencies: { "pulumi-connect-data-tables": version } });
}

/** The part of Pulumi.yaml that says where the plugin is. */
export const pluginPlace = `plugins:
  providers:
    - name: connect-data-tables
      path: node_modules/.bin
`;

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const program = [
  'import { readdirSync } from "node:fs";',
  'import { basename, join } from "node:path";',
  'import * as pulumi from "@pulumi/pulumi";',
  'import { DataTableFile } from "pulumi-connect-data-tables";',
  "",
  "const config = new pulumi.Config();",
  'const instanceId = config.require("instanceId");',
  'const folder = "tables";',
  "",
  '// Values that differ between environments: "${name}" in a file is replaced by one.',
  'const variables = config.getObject<Record<string, string>>("variables") ?? {};',
  "",
  'for (const name of readdirSync(folder).filter((file) => file.endsWith(".yaml"))) {',
  '  new DataTableFile(basename(name, ".yaml"), { instanceId, file: join(folder, name), variables });',
  "}",
  "",
].join("\n");
