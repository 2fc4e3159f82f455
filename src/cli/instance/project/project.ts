/** The files of a Pulumi project around a folder of tables. */
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pythonProgram } from "./python";
import { typescriptProgram } from "./typescript";
import { workflowFor } from "./workflow";
import { yamlProgram } from "./yaml";

/** The languages that a project can be made in. */
export const projectLanguages = ["typescript", "yaml", "python"] as const;

/** One of them. */
export type ProjectLanguage = (typeof projectLanguages)[number];

/** A table file of a project. */
export interface ProjectTable {
  /** Its name in the folder of tables, without the extension. */
  readonly name: string;
  readonly hasVariables: boolean;
}

/** What a project is made for. */
export interface ProjectOptions {
  readonly folder: string;
  readonly instanceId: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly profile?: string;
  /** The version of this package. */
  readonly version: string;
  readonly tables: readonly ProjectTable[];
  /** The values of the variables that the tables use. */
  readonly variables: Readonly<Record<string, string>>;
}

/** File name → text. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** A program in one language. */
export interface ProjectProgram {
  readonly files: ProjectFiles;
  /** What Git passes over. */
  readonly ignored: readonly string[];
  /** Commands that install what the program needs. */
  readonly install: readonly string[];
}

const programs: Readonly<Record<ProjectLanguage, (name: string, options: ProjectOptions) => ProjectProgram>> = {
  typescript: typescriptProgram,
  yaml: yamlProgram,
  python: pythonProgram,
};

/** Everything of a project but its tables, and the commands that install what it needs. */
export function projectOf(
  language: ProjectLanguage,
  options: ProjectOptions,
): { readonly files: ProjectFiles; readonly install: readonly string[] } {
  const name = nameOf(options);
  const { files, ignored, install } = programs[language](name, options);
  const common = {
    "Pulumi.dev.yaml": stackSettings(name, options),
    ".gitignore": ignored.map((path) => `${path}\n`).join(""),
    "README.md": readme(name, install, options),
    ".github/workflows/data-tables.yml": workflowFor(language, readFileSync(recipe, "utf8")),
  };
  return { files: { ...common, ...files }, install };
}

const recipe = join(__dirname, "../../../../docs/ci/github-actions.yml");

function nameOf({ folder }: ProjectOptions): string {
  const name = basename(resolve(folder))
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "");
  return name === "" ? "data-tables" : name;
}

function stackSettings(project: string, { instanceId, region, endpoint, profile, variables }: ProjectOptions): string {
  const settings = [
    `  ${project}:instanceId: ${JSON.stringify(instanceId)}`,
    `  connect-data-tables:region: ${region}`,
    ...(profile === undefined ? [] : [`  connect-data-tables:profile: ${JSON.stringify(profile)}`]),
    ...(endpoint === undefined ? [] : [`  connect-data-tables:endpoint: ${JSON.stringify(endpoint)}`]),
    ...(Object.keys(variables).length === 0 ? [] : [`  ${project}:variables:`]),
    ...Object.entries(variables).map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`),
  ];
  return `config:\n${settings.join("\n")}\n`;
}

function readme(name: string, install: readonly string[], { instanceId, region, variables }: ProjectOptions): string {
  const hasVariables = Object.keys(variables).length > 0;
  const target = `tables/*.yaml --instance-id ${instanceId} --region ${region}${hasVariables ? " --vars Pulumi.dev.yaml" : ""}`;
  const ofVariables = `
Values that differ between environments are variables: \`"\${name}"\` in a file, with its value in the configuration of each stack. For another environment, copy \`Pulumi.dev.yaml\` to \`Pulumi.<stack>.yaml\` and change the values.
`;
  return `# ${name}

The data tables of an Amazon Connect instance. Each file in \`tables/\` is a table; the first \`pulumi up\` takes the tables over and writes nothing.

\`\`\`sh
${[...install, "pulumi stack init dev", "pulumi up"].join("\n")}
\`\`\`

- Check the files: \`npm run validate\`
- Bring in what supervisors changed: \`npx connect-data-tables pull ${target}\`
- Compare with the live tables: \`npx connect-data-tables diff ${target}\`
${hasVariables ? ofVariables : ""}
Keep \`tables/connect-data-tables.lock.json\` in version control: it tells \`pull\` who changed what. \`.github/workflows/data-tables.yml\` is explained in the package's docs/ci.
`;
}
