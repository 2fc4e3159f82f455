import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProjectFiles, ProjectOptions, ProjectProgram } from "./project";
import { pluginManifest, pluginPlace } from "./typescript";

/** A program in Python, on the plugin, with the SDK beside it. */
export function pythonProgram(name: string, options: ProjectOptions): ProjectProgram {
  const head = `name: ${name}\ndescription: Amazon Connect data tables, a file each\n`;
  const runtime = "runtime:\n  name: python\n  options:\n    virtualenv: venv\n";
  return {
    files: {
      "Pulumi.yaml": `${head}${runtime}${pluginPlace}`,
      "package.json": pluginManifest(name, options),
      "requirements.txt": "pulumi>=3.231.0,<4.0.0\n./sdk/python\n",
      "__main__.py": program,
      ...sdk(),
    },
    ignored: ["node_modules/", "venv/", "__pycache__/", "*.egg-info/", "sdk/python/build/"],
    install: ["npm install", "python3 -m venv venv", "venv/bin/pip install -r requirements.txt"],
  };
}

/** The generated SDK, as it is in the package. */
function sdk(): ProjectFiles {
  const folder = join(__dirname, "../../../../sdk/python");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [join("sdk/python", path.slice(folder.length)), readFileSync(path, "utf8")];
    }),
  );
}

const program = `from pathlib import Path

import pulumi
import pulumi_connect_data_tables as connect

config = pulumi.Config()
instance_id = config.require("instanceId")

# Values that differ between environments: "\${name}" in a file is replaced by one.
variables = config.get_object("variables") or {}

for path in sorted(Path("tables").glob("*.yaml")):
    file = connect.get_table_file(path=str(path))
    table = connect.DataTable(path.stem, instance_id=instance_id, **file.table)
    values = {name: value for name, value in file.values.items() if name != "primary_attributes"}
    connect.DataTableValues(path.stem, table=table, variables=variables, **values)
`;
