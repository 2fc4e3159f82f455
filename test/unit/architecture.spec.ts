import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** "May I import this here?" Folder → the other folders of src, and the packages, that it may import. */
const table: Readonly<Record<string, { folders: readonly string[]; packages: readonly string[] }>> = {
  core: { folders: [], packages: ["big.js", "wildcard-match", "deep-diff"] },
  report: { folders: ["core"], packages: [] },
  file: { folders: ["core", "report"], packages: ["yaml", "csv-parse", "csv-stringify", "deep-diff"] },
  sync: { folders: ["core"], packages: [] },
  aws: { folders: ["core", "sync"], packages: ["@aws-sdk/client-connect", "@aws-sdk/client-sts"] },
  provider: {
    folders: ["core", "report", "file", "sync", "aws"],
    packages: ["@pulumi/pulumi", "@aws-sdk/client-connect", "deep-diff"],
  },
  cli: {
    folders: ["core", "report", "file", "sync", "aws", "simulator"],
    packages: ["commander", "@aws-sdk/client-connect"],
  },
  simulator: { folders: [], packages: [] },
  "index.ts": { folders: ["core", "aws", "file", "provider"], packages: [] },
  "runtime.ts": { folders: ["provider"], packages: [] },
};

/** Node's own modules: who may use which. The rest of src is pure, or gets the outside as arguments. */
const nodeModules: readonly { readonly files: RegExp; readonly modules: readonly string[] }[] = [
  {
    files: /^simulator\//,
    modules: ["node:http", "node:crypto", "node:fs", "node:path", "node:net", "node:url", "node:timers/promises"],
  },
  { files: /^file\/load-table-file\.ts$/, modules: ["node:fs", "node:path"] },
  { files: /^provider\/engine-log\.ts$/, modules: ["node:module"] },
  { files: /^cli\//, modules: ["node:fs", "node:path", "node:stream", "node:util", "node:tty", "node:crypto"] },
];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly isType: boolean;
}

const src = resolve(__dirname, "../../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.split(sep).join("/"));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), "utf8");
  const lines = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?"([^"]+)";/gms);
  const dynamic = text.matchAll(/\bimport\("([^"]+)"\)/g);
  return [
    ...[...lines].map(([, type, from = ""]) => ({ file, from, isType: type !== undefined })),
    ...[...dynamic].map(([, from = ""]) => ({ file, from, isType: false })),
  ];
}

function folderOf(file: string): string {
  return file.split("/")[0] ?? file;
}

function targetOf({ file, from }: Import): string {
  return relative(src, resolve(src, dirname(file), from))
    .split(sep)
    .join("/");
}

const show = ({ file, from }: Import) => `src/${file} imports ${from}`;

describe("the folders of src", () => {
  it("are all in the table", () => {
    assert.deepEqual([...new Set(files.map(folderOf))].sort(), Object.keys(table).sort());
  });

  it("import only the folders that the table allows", () => {
    const wrong = imports.filter(({ file, from, ...rest }) => {
      if (!from.startsWith(".")) return false;
      const [own, other] = [folderOf(file), folderOf(targetOf({ file, from, ...rest }))];
      return own !== other && !table[own]?.folders.includes(other);
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it("import only the packages that the table allows", () => {
    const wrong = imports.filter(({ file, from }) => {
      if (from.startsWith(".") || from.startsWith("node:")) return false;
      const name = from
        .split("/")
        .slice(0, from.startsWith("@") ? 2 : 1)
        .join("/");
      return !table[folderOf(file)]?.packages.includes(name);
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it("use Node's modules only at the edges", () => {
    const wrong = imports.filter(
      ({ file, from }) =>
        from.startsWith("node:") && !nodeModules.some((rule) => rule.files.test(file) && rule.modules.includes(from)),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it("import deep-diff in one file for each thing that is compared", () => {
    const users = imports.filter(({ from }) => from === "deep-diff").map(({ file }) => file);
    assert.equal(new Set(users.map(folderOf)).size, users.length, users.join(", "));
  });
});

describe("the runtime that state loads", () => {
  it("reaches nothing that loads @pulumi/pulumi, the simulator or the command line", () => {
    const reached = new Set(["runtime.ts"]);
    for (const file of reached) {
      for (const entry of imports.filter(
        (other) => other.file === file && !other.isType && other.from.startsWith("."),
      )) {
        const target = targetOf(entry);
        reached.add(files.includes(`${target}.ts`) ? `${target}.ts` : `${target}/index.ts`);
      }
    }
    const loaded = imports.filter(({ file, isType }) => reached.has(file) && !isType);
    assert.deepEqual(loaded.filter(({ from }) => from.startsWith("@pulumi/")).map(show), []);
    assert.deepEqual(
      [...reached].filter((file) => /^(simulator|cli)\//.test(file)),
      [],
    );
    assert.ok(reached.has("provider/values-verbs.ts"), "the walk reaches the verbs");
  });
});
