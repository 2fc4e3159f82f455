import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** "May I import this here?" Folder → the other folders of src, and the packages, that it may import. */
const table: Readonly<Record<string, { folders: readonly string[]; packages: readonly string[] }>> = {
  core: { folders: [], packages: ["big.js", "wildcard-match"] },
  grid: { folders: [], packages: [] },
  report: { folders: ["core", "grid"], packages: ["deep-diff"] },
  file: { folders: ["core", "report"], packages: ["yaml", "csv-parse", "csv-stringify"] },
  sync: { folders: ["core"], packages: [] },
  aws: { folders: ["core", "sync"], packages: ["@aws-sdk/client-connect", "@aws-sdk/client-sts"] },
  provider: {
    folders: ["core", "report", "file", "sync", "aws"],
    packages: ["yaml", "@pulumi/pulumi", "@aws-sdk/client-connect"],
  },
  probe: { folders: ["core", "report", "sync", "aws"], packages: ["@aws-sdk/client-connect"] },
  cli: {
    folders: ["core", "report", "file", "sync", "aws", "probe", "simulator"],
    packages: ["commander", "@aws-sdk/client-connect"],
  },
  simulator: { folders: ["grid"], packages: [] },
  plugin: {
    folders: ["core", "file", "sync", "aws", "provider"],
    packages: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
  },
  "plugin.ts": { folders: ["plugin", "public-types"], packages: [] },
  "index.ts": { folders: ["provider", "public-types"], packages: [] },
  "public-types.ts": { folders: ["core", "aws", "provider"], packages: [] },
  "runtime.ts": { folders: ["provider"], packages: [] },
};

/** Rooms of one folder: room → the rooms beside it that it may not import. `host` and `connection` know neither resource, a resource not the other. */
const apart: Readonly<Record<string, readonly string[]>> = {
  "core/cells": ["core/values", "core/apply", "core/schema"],
  "core/values": ["core/apply", "core/schema"],
  "core/schema": ["core/values", "core/apply"],
  "sync/values": ["sync/schema"],
  "sync/schema": ["sync/values"],
  "report/preview": ["report/render"],
  "probe/service": ["probe/lab", "probe/experiments", "probe/result", "probe/render"],
  "probe/lab": ["probe/experiments", "probe/result", "probe/render"],
  "probe/experiments": ["probe/result", "probe/render"],
  "probe/result": ["probe/render"],
  "file/format": ["file/write", "file/compare"],
  "file/read": ["file/write", "file/compare"],
  "provider/host": ["provider/program", "provider/connection", "provider/values", "provider/table", "provider/file"],
  "provider/program": ["provider/values", "provider/table", "provider/file"],
  "provider/connection": ["provider/values", "provider/table", "provider/file"],
  "provider/values": ["provider/table", "provider/file"],
  "provider/table": ["provider/values", "provider/file"],
  "plugin/program": ["plugin/server", "plugin/schema"],
  "plugin/server": ["plugin/program"],
  "plugin/server/values": ["plugin/server/table", "plugin/server/rpc"],
  "plugin/server/table": ["plugin/server/values", "plugin/server/rpc"],
  "plugin/schema": ["plugin/program", "plugin/server"],
};

/** Files of one folder, so that a reader sees it at a glance. */
const mostFiles = 15;

/** Node's own modules: who may use which. The rest of src is pure, or gets the outside as arguments. */
const nodeModules: readonly { readonly files: RegExp; readonly modules: readonly string[] }[] = [
  {
    files: /^simulator\//,
    modules: ["node:http", "node:crypto", "node:fs", "node:path", "node:net", "node:url", "node:timers/promises"],
  },
  { files: /^file\/read\/load-table-file\.ts$/, modules: ["node:fs", "node:path"] },
  { files: /^provider\/host\/(project-folder|service-file)\.ts$/, modules: ["node:fs", "node:path"] },
  { files: /^provider\/host\/engine-log\.ts$/, modules: ["node:module"] },
  { files: /^plugin\/version\.ts$/, modules: ["node:fs", "node:path"] },
  { files: /^provider\/program\/assert-reachable\.ts$/, modules: ["node:module", "node:path"] },
  { files: /^provider\/connection\/current-config\.ts$/, modules: ["node:fs", "node:path"] },
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

  it("keep the rooms apart that know nothing of each other", () => {
    const isIn = (file: string, room: string) => file.startsWith(`${room}/`);
    const wrong = imports.filter((entry) =>
      Object.entries(apart).some(
        ([room, others]) =>
          entry.from.startsWith(".") && isIn(entry.file, room) && others.some((other) => isIn(targetOf(entry), other)),
      ),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it("hold few enough files to be read at a glance", () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    const crowded = [...counts].filter(([, count]) => count > mostFiles);
    assert.deepEqual(crowded, []);
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

  it("compare settings in one place, which is the only user of deep-diff", () => {
    const users = imports.filter(({ from }) => from === "deep-diff").map(({ file }) => file);
    assert.deepEqual(users, ["report/compare-settings.ts"]);
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
    assert.ok(reached.has("provider/values/verbs.ts"), "the walk reaches the verbs");
  });
});
