/**
 * `npm run bench:engine [-- --rounds R] [--cells N]`: what `pulumi preview` costs with this package, against an empty program and against a
 * dynamic resource that does nothing with the same inputs. Processor time of all processes, interleaved, medians; then bytes of state.
 * `--against COMMIT`: against this package as it was at a commit instead.
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { instanceId, valuesBench, type ValuesBench } from "../test/helpers/values-bench";
import { installPackage, newProject, type Project } from "../test/helpers/project";
import { summary } from "./measure";
import { ProcessTree, type Usage } from "./process-tree";
import { columns, rowsOf } from "./table-data";
import { withWorkTree } from "./work-tree";

/** What is compared. */
type Kind = "empty" | "nothing" | "before" | "package";

const read =
  'const { readFileSync } = require("node:fs");\nconst args = JSON.parse(readFileSync("desired.json", "utf8"));\n';

const ours = `${read}
const { DataTableValues } = require("pulumi-connect-data-tables");
new DataTableValues("values", args);
`;

const programs: Readonly<Record<Kind, string>> = {
  empty: 'require("@pulumi/pulumi");\n',
  nothing: `${read}
const pulumi = require("@pulumi/pulumi");
const provider = { async create(inputs) { return { id: "nothing", outs: inputs }; }, async update(_id, _olds, news) { return { outs: news }; } };
class Nothing extends pulumi.dynamic.Resource { constructor(name, props) { super(provider, name, props); } }
const { rows, ...rest } = args;
const keyed = Object.fromEntries(rows.map(({ Store, ...cells }) => [Store, cells]));
new Nothing("values", { ...rest, rows: keyed });
`,
  before: ours,
  package: ours,
};

/** One stack that is up to date. */
interface Stack {
  readonly kind: Kind;
  readonly cells: number;
  readonly project: Project;
  readonly declare: (change: boolean) => void;
  readonly stateBytes: number;
  close(): Promise<void>;
}

/** One kind of preview, with its figures. */
export interface PreviewFigures {
  readonly kind: Kind;
  readonly cells: number;
  readonly change: boolean;
  readonly runs: readonly Usage[];
}

/** A stack that is up to date. `before`: a folder in which the package is installed as it was. */
async function openStack(kind: Kind, cells: number, before?: string): Promise<Stack> {
  const bench = await valuesBench(columns, { limits: { cellsPerTable: 20_000 } });
  const project = await newProject({
    ...{ files: { "index.js": programs[kind] }, endpoint: bench.simulator.url },
    isMeasured: true,
  });
  if (kind === "before" && before !== undefined) {
    const name = join("node_modules", "pulumi-connect-data-tables");
    cpSync(join(before, name), join(project.folder, name), { recursive: true });
  }
  const declare = (change: boolean) => project.write("desired.json", argsOf(bench, cells, change));
  declare(false);
  const { code, all } = await project.pulumi(["up", "--yes", "--skip-preview"]);
  if (code !== 0) throw new Error(all);
  const stateBytes = (await project.exportState()).text.length;
  const close = async () => {
    project.remove();
    await bench.close();
  };
  return { kind, cells, project, declare, stateBytes, close };
}

function argsOf({ tableId }: ValuesBench, cells: number, change: boolean): object {
  const target = { instanceId, dataTableId: tableId, primaryAttributes: ["Store"] };
  const limits = { guard: false, valueQuota: 20_000, requestsPerSecond: 100_000, burst: 1000 };
  return { ...target, ...limits, rows: rowsOf(change ? "one cell" : "first apply", cells) };
}

async function preview({ project, declare }: Stack, change: boolean): Promise<Usage> {
  declare(change);
  const tree = new ProcessTree(project.folder);
  const { code, all } = await project.pulumi(["preview"]);
  const usage = tree.stop();
  if (code !== 0) throw new Error(all);
  return usage;
}

/** Measures all previews in turn, `rounds` times after one round to warm up. `before`: what to compare with, installed, or else what does nothing. */
export async function measurePreviews(sizes: readonly number[], rounds: number, before?: string) {
  const others = before === undefined ? "nothing" : "before";
  const kinds = sizes.flatMap((cells) => ([others, "package"] as const).map((kind) => ({ kind, cells })));
  const stacks = [await openStack("empty", 0)];
  for (const { kind, cells } of kinds) stacks.push(await openStack(kind, cells, before));
  try {
    const figures = stacks.flatMap((stack) =>
      (stack.kind === "empty" ? [false] : [false, true]).map((change) => ({ stack, change, runs: [] as Usage[] })),
    );
    for (let round = 0; round <= rounds; round++) {
      for (const { stack, change, runs } of figures) {
        const usage = await preview(stack, change);
        if (round > 0) runs.push(usage);
      }
    }
    const previews = figures.map(({ stack: { kind, cells }, change, runs }): PreviewFigures => ({
      kind,
      cells,
      change,
      runs,
    }));
    return { previews, states: stacks.map(({ kind, cells, stateBytes }) => ({ kind, cells, stateBytes })) };
  } finally {
    for (const stack of stacks) await stack.close();
  }
}

const names: Readonly<Record<Kind, string>> = {
  empty: "empty program",
  nothing: "do-nothing resource",
  before: "the package before",
  package: "this package",
};

function isBase(kind: Kind): boolean {
  return kind === "nothing" || kind === "before";
}

/** The figures as Markdown. */
export function engineText({ previews, states }: Awaited<ReturnType<typeof measurePreviews>>): string {
  const cpu = ({ runs }: PreviewFigures, kind?: string) =>
    summary(runs.map((run) => (kind ? (run.cpus[kind] ?? 0) : run.cpu)));
  const base = names[previews.find(({ kind }) => isBase(kind))?.kind ?? "nothing"];
  const lines = previews.map((one) => {
    const other = previews.find(
      ({ kind, cells, change }) => isBase(kind) && cells === one.cells && change === one.change,
    );
    const { median, least, most } = cpu(one);
    // The ratio of each round's two neighbours, so that a busy minute hits both.
    const ratios = summary(one.runs.map((run, round) => run.cpu / (other?.runs[round]?.cpu ?? NaN)));
    const ratio =
      other && other !== one
        ? `${ratios.median.toFixed(2)} (${ratios.least.toFixed(2)}–${ratios.most.toFixed(2)})`
        : "";
    const cells = [
      one.kind === "empty" ? "" : one.cells.toLocaleString("en"),
      one.change ? "1 cell" : "none",
      names[one.kind],
      `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`,
      ratio,
      ...["engine", "program", "provider"].map((kind) => cpu(one, kind).median.toFixed(2)),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    `| cells | change | program | processor time, s | to ${base} | engine | program | provider |`,
    "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
    "",
    ...stateLines(states),
  ].join("\n");
}

function stateLines(states: readonly { kind: Kind; cells: number; stateBytes: number }[]): string[] {
  const perCell = (kind: Kind) => {
    const [few, many] = states.filter((state) => state.kind === kind).sort((a, b) => a.cells - b.cells);
    return few && many ? (many.stateBytes - few.stateBytes) / (many.cells - few.cells) : NaN;
  };
  const other = states.find(({ kind }) => isBase(kind))?.kind ?? "nothing";
  const [ours, theirs] = [perCell("package"), perCell(other)];
  if (Number.isNaN(ours)) return [];
  return [
    `State, bytes per further cell: this package ${ours.toFixed(1)}, ${names[other]} ${theirs.toFixed(1)} (× ${(ours / theirs).toFixed(2)}).`,
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: "string" }, cells: { type: "string" }, against: { type: "string" } },
  });
  const sizes = values.cells === undefined ? [1_000, 10_000] : [Number(values.cells)];
  const before =
    values.against && (await withWorkTree(values.against, async (root) => (await installPackage(root)).folder));
  console.log(engineText(await measurePreviews(sizes, Number(values.rounds ?? 5), before || undefined)));
}

if (require.main === module) void main();
