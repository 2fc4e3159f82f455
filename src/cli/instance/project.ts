/** The files of a Pulumi project around a folder of tables. */
import { basename, resolve } from "node:path";

/** The languages that the command line knows. */
export const projectLanguages = ["typescript", "yaml", "python"] as const;

/** The languages that a project can be made in. */
export type ProjectLanguage = "typescript";

/** What a project is made for. */
export interface ProjectOptions {
  readonly folder: string;
  readonly instanceId: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly profile?: string;
  /** The version of this package. */
  readonly version: string;
}

/** File name → text. */
type Files = Readonly<Record<string, string>>;

const programs: Readonly<Record<ProjectLanguage, (options: ProjectOptions) => Files>> = { typescript };

/** Everything of a project but its tables. */
export function projectFiles(language: ProjectLanguage, options: ProjectOptions): Files {
  return { ...common(options), ...programs[language](options) };
}

function nameOf({ folder }: ProjectOptions): string {
  const name = basename(resolve(folder))
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "");
  return name === "" ? "data-tables" : name;
}

function common(options: ProjectOptions): Files {
  const { instanceId, region, endpoint, profile } = options;
  const settings = [
    `  ${nameOf(options)}:instanceId: ${JSON.stringify(instanceId)}`,
    `  connect-data-tables:region: ${region}`,
    ...(profile === undefined ? [] : [`  connect-data-tables:profile: ${JSON.stringify(profile)}`]),
    ...(endpoint === undefined ? [] : [`  connect-data-tables:endpoint: ${JSON.stringify(endpoint)}`]),
  ];
  return {
    "Pulumi.dev.yaml": `config:\n${settings.join("\n")}\n`,
    ".gitignore": "node_modules/\n",
    "README.md": readme(options),
    ".github/workflows/data-tables.yml": workflow,
  };
}

function typescript(options: ProjectOptions): Files {
  const manifest = {
    name: nameOf(options).toLowerCase(),
    private: true,
    main: "index.ts",
    scripts: { validate: "connect-data-tables validate tables/*.yaml" },
    dependencies: { "@pulumi/pulumi": "^3.216.0", "pulumi-connect-data-tables": options.version },
    devDependencies: { "@types/node": "^20.19.0", typescript: "~5.9.3" },
  };
  const compiler = { strict: true, target: "es2022", module: "commonjs", moduleResolution: "node", types: ["node"] };
  return {
    "Pulumi.yaml": `name: ${nameOf(options)}\ndescription: Amazon Connect data tables, a file each\nruntime: nodejs\n`,
    "package.json": json(manifest),
    "tsconfig.json": json({ compilerOptions: compiler, files: ["index.ts"] }),
    "index.ts": program,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const program = [
  'import { readdirSync } from "node:fs";',
  'import { basename, join } from "node:path";',
  'import * as pulumi from "@pulumi/pulumi";',
  'import { DataTableFile } from "pulumi-connect-data-tables";',
  "",
  'const instanceId = new pulumi.Config().require("instanceId");',
  'const folder = "tables";',
  "",
  '// Values that differ between environments: "${name}" in a file is replaced by one.',
  'const variables = new pulumi.Config().getObject<Record<string, string>>("variables") ?? {};',
  "",
  'for (const name of readdirSync(folder).filter((file) => file.endsWith(".yaml"))) {',
  '  new DataTableFile(basename(name, ".yaml"), { instanceId, file: join(folder, name), variables });',
  "}",
  "",
].join("\n");

function readme(options: ProjectOptions): string {
  return `# ${nameOf(options)}

The data tables of an Amazon Connect instance. Each file in \`tables/\` is a table; the first \`pulumi up\` takes the tables over and writes nothing.

\`\`\`sh
npm install
pulumi stack init dev
pulumi up
\`\`\`

- Check the files: \`npm run validate\`
- Bring in what supervisors changed: \`npx connect-data-tables pull tables/*.yaml --instance-id ${options.instanceId} --region ${options.region}\`
- Compare with the live tables: \`npx connect-data-tables diff tables/*.yaml --instance-id ${options.instanceId} --region ${options.region}\`

Keep \`tables/connect-data-tables.lock.json\` in version control: it tells \`pull\` who changed what.
`;
}

const workflow = `# A report on each pull request. Set the variables AWS_REGION, AWS_PREVIEW_ROLE, PULUMI_STACK and PULUMI_BACKEND_URL of the repository,
# and the secret PULUMI_CONFIG_PASSPHRASE unless the stack has another secrets provider.
name: Data tables

on: pull_request

permissions:
  contents: read
  id-token: write
  pull-requests: write

jobs:
  report:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    env:
      PULUMI_STACK: \${{ vars.PULUMI_STACK }}
      PULUMI_BACKEND_URL: \${{ vars.PULUMI_BACKEND_URL }}
      PULUMI_CONFIG_PASSPHRASE: \${{ secrets.PULUMI_CONFIG_PASSPHRASE }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install
      - run: npm run validate
      - uses: pulumi/actions@v6
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: \${{ vars.AWS_PREVIEW_ROLE }}
          aws-region: \${{ vars.AWS_REGION }}
      - name: Preview
        id: preview
        continue-on-error: true
        run: pulumi preview --json > preview.json
      - name: Report
        env:
          GH_TOKEN: \${{ github.token }}
        run: |
          npx connect-data-tables report preview.json > report.md
          cat report.md >> "$GITHUB_STEP_SUMMARY"
          gh pr comment \${{ github.event.pull_request.number }} --body-file report.md --edit-last --create-if-none
      - name: Fail if the preview failed
        if: steps.preview.outcome == 'failure'
        run: exit 1
`;
