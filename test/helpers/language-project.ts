/** A stack whose program is in any language, on the plugin of the installation, and a simulator beside it. */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startSimulator, type Simulator } from "../../src/simulator";
import { plugins } from "./door";
import { assertErrorsOnce, errorsIn } from "./errors-once";
import { installedPackage, newProject, type CommandResult, type Project } from "./project";
import { requestCounts, useDummyCredentials } from "./values-bench";

/** The program of the page, with the plugin of the installation and another time of opening in Berlin. */
export function yamlProgram(opens: string): string {
  const page = readFileSync(join(__dirname, "../../docs/languages/yaml.md"), "utf8");
  const program = /```yaml\n(name: store-hours\n[^]*?)```/.exec(page)?.[1] ?? "";
  const own = program.replace(/plugins:\n(?: .*\n)+/, plugins);
  return own.replace('Opens: "09:00"', `Opens: "${opens}"`);
}

/** Everything for the programs of one language. */
export interface LanguageProject {
  readonly project: Project;
  readonly simulator: Simulator;
  /** Runs `pulumi`; it must end with this code. Answers what was printed. */
  readonly run: (code: number, ...args: string[]) => Promise<string>;
  /** The same, and it must send no write. */
  readonly withoutWrite: (...args: string[]) => Promise<string>;
  close(): Promise<void>;
}

const writes = /^(Batch(Create|Update|Delete)DataTableValue|(Create|Update|Delete)DataTable|UpdateDataTable)/;

/** Makes the hosts of languages available and starts a simulator. `env`: of every command. `findHosts`: answers the folder of the hosts. */
export async function languageProject(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  findHosts: () => Promise<string> = async () => (await import("../../scripts/engine.mjs")).ensureLanguages(),
): Promise<LanguageProject> {
  useDummyCredentials();
  const [{ binDir }, hosts, simulator] = await Promise.all([installedPackage(), findHosts(), startSimulator()]);
  const project = await newProject({ files, endpoint: simulator.url });
  const path = [binDir, hosts, env.PATH ?? process.env.PATH].join(delimiter);
  const pulumi = (args: readonly string[]): Promise<CommandResult> => project.pulumi(args, { ...env, PATH: path });
  const run: LanguageProject["run"] = async (code, ...args) => {
    const result = await pulumi(args);
    assert.equal(result.code, code, `pulumi ${args.join(" ")} ended with ${result.code}:\n${result.all}`);
    assert.doesNotMatch(result.all, /__|\n\s+at .*:\d+|hush/, "what is printed is fit for a person");
    assertErrorsOnce(result.all);
    return result.all;
  };
  return {
    project,
    simulator,
    run,
    withoutWrite: async (...args) => {
      simulator.clearRequests();
      const all = await run(0, ...args);
      const written = Object.keys(requestCounts(simulator)).filter((operation) => writes.test(operation));
      assert.deepEqual(written, [], all);
      return all;
    },
    close: async () => {
      project.remove();
      await simulator.close();
    },
  };
}

/** What every language has to show: it ends with an empty instance. `write` writes the program with Berlin's time of opening. */
export async function playEveryday(stack: LanguageProject, write: (opens: string) => void): Promise<void> {
  const { simulator, run, withoutWrite, project } = stack;
  const live = () => simulator.dump().tables.StoreHours;
  const berlin = () => live()?.rows.find(({ keys }) => keys.Store === "Berlin")?.values;
  const edit = (value: string) =>
    simulator.edit({ table: "StoreHours", keys: { Store: "Berlin" }, column: "Opens", value });
  write("09:00");
  await run(0, "up", "--yes");
  assert.deepEqual(live()?.rows, [
    { keys: { Store: "Berlin" }, values: { ApiKey: "hush-1", Opens: "09:00", Seats: "12" } },
    { keys: { Store: "Paris" }, values: { Opens: '=CONCAT("10",":00")', Seats: "8" } },
  ]);
  assert.deepEqual(live()?.defaults, { Opens: "08:00" });
  const { text } = await project.exportState();
  assert.doesNotMatch(text, /hush|__provider|__urn|__secretCells/);
  await withoutWrite("preview", "--expect-no-changes");
  assert.match(await withoutWrite("up", "--yes"), /unchanged/);

  write("09:30");
  assert.match(await run(0, "preview", "--diff"), /~ Berlin: \{\s+~ Opens: "09:00" => "09:30"\s+\}\s+\}\s+Resources:/);
  await run(0, "up", "--yes");
  assert.equal(berlin()?.Opens, "09:30");

  edit("11:11");
  assert.match(await run(0, "refresh", "--preview-only", "--diff"), /~ Opens: "09:30" => "11:11"/);
  write("10:00");
  const conflict = await run(1, "up", "--yes");
  assert.match(conflict, /row "Berlin", column "Opens" was edited/);
  assert.deepEqual(
    errorsIn(conflict).map(({ code }) => code),
    ["CONFLICT"],
  );
  assert.equal(berlin()?.Opens, "11:11");
  await run(0, "refresh", "--yes");
  await run(0, "up", "--yes");
  assert.equal(berlin()?.Opens, "10:00");
  await run(0, "destroy", "--yes");
  assert.equal(live(), undefined);
}
