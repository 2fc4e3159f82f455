/** The contenders: each brings the same table to the same rows in its own way. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instanceId, type ValuesBench } from "../test/helpers/values-bench";
import { newFolder, newProject, startCommand, type Project } from "../test/helpers/project";
import { ProcessTree, type Usage } from "./process-tree";
import { rowsOf, type Phase } from "./table-data";

/** What a phase used beside requests. */
export interface PhaseUse extends Usage {
  /** Seconds on the machine's clock. */
  readonly wall: number;
  readonly resources?: number;
  readonly stateBytes?: number;
}

/** A contender at work on one table. */
export interface Session {
  /** `undefined`: there is no such thing for this contender. */
  run(phase: Phase): Promise<PhaseUse | undefined>;
  close(): void;
}

/** How to start a contender on an empty table of `cells` cells. */
export type Contender = (bench: ValuesBench, cells: number, speed: number) => Promise<Session>;

const script = (name: string) => join(__dirname, "contenders", name);

/** A script in a process of its own. It keeps no state, so adoption is a run like any other, and there is nothing to refresh. */
function scripted(name: string): Contender {
  return async ({ simulator, tableId }, cells, speed) => {
    const folder = await newFolder();
    const job = join(folder, "job.json");
    const env = { ...process.env, BENCH_ENDPOINT: simulator.url, BENCH_SPEED: String(speed) };
    return {
      run: async (phase) => {
        if (phase === "refresh") return undefined;
        const table = { InstanceId: instanceId, DataTableId: tableId };
        writeFileSync(job, JSON.stringify({ table, rows: rowsOf(phase, cells), destroy: phase === "destroy" }));
        return measured(folder, () => startCommand(process.execPath, [script(name), job], folder, env).done);
      },
      close: () => undefined,
    };
  };
}

/** `pulumi` without a preview of its own, as in a pipeline whose preview was a step of its own. */
const commands: Readonly<Record<string, readonly string[]>> = {
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

function withPulumi(
  files: Readonly<Record<string, string>>,
  desired: (rows: unknown, tableId: string) => object,
): Contender {
  return async ({ simulator, tableId }, cells) => {
    const projects: Project[] = [];
    const open = async () => {
      const project = await newProject({ files, endpoint: simulator.url, isMeasured: true });
      projects.push(project);
      return project;
    };
    const first = await open();
    return {
      run: async (phase) => {
        const project = phase === "adopt" ? await open() : first;
        project.write("desired.json", desired(rowsOf(phase, cells), tableId));
        const use = await measured(project.folder, () =>
          project.pulumi(commands[phase] ?? ["up", "--yes", "--skip-preview"]),
        );
        const { text, resources } = await project.exportState();
        return { ...use, resources: resources.length, stateBytes: text.length };
      },
      close: () => projects.forEach((project) => project.remove()),
    };
  };
}

async function measured(folder: string, run: () => Promise<{ code: number; all: string }>): Promise<PhaseUse> {
  const tree = new ProcessTree(folder);
  const start = performance.now();
  const { code, all } = await run();
  const wall = (performance.now() - start) / 1000;
  const usage = tree.stop();
  if (code !== 0) throw new Error(`a contender failed:\n${all}`);
  return { ...usage, wall };
}

const packageProgram = `
const { readFileSync } = require("node:fs");
const { DataTableValues } = require("pulumi-connect-data-tables");
new DataTableValues("values", JSON.parse(readFileSync("desired.json", "utf8")));
`;

/** Every contender by its name in the tables. */
export const contenders = (speed: number): Readonly<Record<string, Contender>> => ({
  "this package": withPulumi({ "index.js": packageProgram }, (rows, dataTableId) => ({
    ...{ instanceId, dataTableId, rows, primaryAttributes: ["Store"], guard: false, valueQuota: 20_000 },
    ...{ requestsPerSecond: 2 * speed, burst: 5 },
  })),
  "one value per request": scripted("naive.mjs"),
  "batch script": scripted("batch.mjs"),
  "one resource per record": withPulumi(
    {
      "index.js": readFileSync(script("records.program.cjs"), "utf8"),
      "helper.cjs": readFileSync(script("records.helper.cjs"), "utf8"),
    },
    (rows, DataTableId) => ({ table: { InstanceId: instanceId, DataTableId }, rows, speed }),
  ),
});
