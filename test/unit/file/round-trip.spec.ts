import assert from "node:assert/strict";
import vm from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import type { Problem } from "../../../src/core/problem";
import { compareTable } from "../../../src/file/compare/table";
import { exportTable } from "../../../src/file/write/export-table";
import { parseTableFile, type ParsedTableFile } from "../../../src/file/read/parse-table-file";
import type { TableFile } from "../../../src/file/format/table-file";
import { writeCsv } from "../../../src/file/write/csv";
import { writeTypeScript } from "../../../src/file/write/typescript";
import { writeYaml } from "../../../src/file/write/yaml";
import { arbitraryTable, type LiveTable } from "./arbitrary-table";

const parse = (text: string, csv = ""): ParsedTableFile =>
  parseTableFile(text, "table.yaml", (path) => ({ file: path, text: csv }));

/** The file has nothing wrong (in CSV nothing says that an invisible character is meant: it is told) with it, says the same as the export, and shows no difference from the live table. */
function assertSame({ observed, cells }: LiveTable, exported: TableFile, parsed: ParsedTableFile, text: string): void {
  const isOdd = ({ code, position }: Problem) => code === "UNSEEN_CHARACTERS" && position?.file === "table.csv";
  assert.deepEqual(
    parsed.problems.filter((problem) => !isOdd(problem)),
    [],
    text,
  );
  assert.ok(parsed.table);
  const { plan, schema } = compareTable(parsed.table, observed, cells);
  assert.deepEqual(
    [plan.changes, plan.conflicts, plan.drift, plan.moves, schema.steps, schema.refusals],
    [[], [], [], [], [], []],
    text,
  );
  assert.deepEqual(plain(withoutOrder(parsed.table)), plain(withoutOrder(exported)), text);
}

function withoutOrder({ table, values }: TableFile): unknown {
  const rows = values.rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  return { table, rows, defaults: values.defaults, keys: [...values.primaryAttributes].sort() };
}

describe("an exported table, fed back, shows no change", () => {
  it("as YAML (200 random tables)", () => {
    fc.assert(
      fc.property(arbitraryTable, (live) => {
        const { file, problems } = exportTable(live.observed, live.cells, "i-1");
        assert.deepEqual(problems, []);
        const text = writeYaml(file);
        assertSame(live, file, parse(text), text);
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);

  it("as CSV with its YAML (200 random tables)", () => {
    fc.assert(
      fc.property(arbitraryTable, (live) => {
        const { file } = exportTable(live.observed, live.cells, "i-1");
        const { text: csv, others } = writeCsv(file);
        const rest = { ...file, values: { ...file.values, rows: others } };
        const text = writeYaml(rest, { rowsFrom: "table.csv" });
        assertSame(live, file, parse(text, csv), `${text}\n${csv}`);
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);

  it("as a program in TypeScript, which runs to the same arguments (100 random tables)", () => {
    fc.assert(
      fc.property(arbitraryTable, (live) => {
        const { file } = exportTable(live.observed, live.cells, "i-1");
        assert.deepEqual(run(writeTypeScript(file, { instanceId: "i-1" })), {
          table: plain({ instanceId: "i-1", ...file.table }),
          values: {
            table: plain({ instanceId: "i-1", ...file.table }),
            ...(file.values.rows.length > 0 && { rows: plain(file.values.rows) }),
            ...(Object.keys(file.values.defaults).length > 0 && { defaults: plain(file.values.defaults) }),
          },
        });
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);

  it("as a program in TypeScript, which compiles under strict (10 random tables in one program)", () => {
    // A column called like a member of every object fits no object literal behind Pulumi's type `Input`.
    const isTypable = ({ observed }: LiveTable) => observed.attributes.every(({ name }) => !(name in {}));
    const tables = fc.sample(arbitraryTable.filter(isTypable), { numRuns: 10, seed: 5 });
    const sources = tables.map((live, index): [string, string] => [
      `${__dirname}/program-${index}.ts`,
      writeTypeScript(exportTable(live.observed, live.cells, "i-1").file, { instanceId: "i-1" }),
    ]);
    assert.deepEqual(compile(new Map(sources)), []);
  }).timeout(120_000);
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Runs a program with stand-ins for the two resources, and gives their arguments. */
function run(source: string): Record<string, unknown> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const seen: Record<string, unknown> = {};
  const resource = (kind: string) =>
    class {
      constructor(
        _: string,
        private readonly args: unknown,
      ) {
        seen[kind] = plain(args);
      }
      toJSON(): unknown {
        return this.args;
      }
    };
  const required = { DataTable: resource("table"), DataTableValues: resource("values") };
  vm.runInNewContext(outputText, { require: () => required, exports: {} });
  return seen;
}

/** What the compiler says of programs that import this package by its name. */
function compile(sources: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    types: ["node"],
    paths: { "pulumi-connect-data-tables": [`${__dirname}/../../../src/index.ts`] },
  };
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.readFile = (name) => sources.get(name) ?? disk.readFile(name);
  host.fileExists = (name) => sources.has(name) || disk.fileExists(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = sources.get(name);
    return text === undefined ? disk.getSourceFile(name, language, ...rest) : ts.createSourceFile(name, text, language);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}
