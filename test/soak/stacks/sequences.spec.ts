/** The soak's idea of the engine is the engine's: the same commands call the same verbs, as `test/verbs/verb-*sequences.txt` recorded them. */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../../src/simulator";
import { outputOf, Stack, type CommandResult, type ResourceOptions, type StackResource } from "../../helpers/stack";
import { useDummyCredentials } from "../../helpers/values-bench";
import { instanceIds } from "./program";

/** The commands of a section, each with the verbs of its last process: `check v`, `check {} v`, `diff unknown v`. */
function recorded(file: string, title: string): string[][] {
  const text = readFileSync(join(__dirname, "../../verbs", file), "utf8");
  const section = text.split(/^# /m).find((part) => part.startsWith(`${title}\n`));
  assert.ok(section, `no section "${title}"`);
  const commands = section.split(/^\$ pulumi /m).slice(1);
  return commands.map(lastProcess).filter((verbs) => verbs.length > 0);
}

function lastProcess(command: string): string[] {
  const calls = [...command.matchAll(/^(\d) (.*)$/gm)].map(([, process = "", call = ""]) => ({ process, call }));
  const last = calls[calls.length - 1]?.process;
  return calls.filter(({ process }) => process === last).flatMap(({ call }) => call.split(" | ").map(verbOf));
}

/** In a registration the id may be unknown because of a preview; only the early diff of a dependent asks with recorded inputs. */
function verbOf(call: string): string {
  const [, verb = "", name = "", given = ""] = /^(\w+) (\S+) \(([^)]*)\)/.exec(call) ?? [];
  const isEarly = verb === "diff" && call.includes("id unknown");
  const how = given.startsWith("{}") ? " {}" : isEarly ? " unknown" : "";
  return `${verb}${how} ${name}`;
}

describe("the imitated engine calls the verbs that the real one was seen to call", function () {
  this.timeout(30_000);
  let simulator: Simulator;
  let stack: Stack;
  const done: string[][] = [];
  const note = async (command: Promise<CommandResult>) => {
    const { verbs, failure } = await command;
    assert.equal(failure, undefined);
    done.push([...verbs]);
  };
  const table = (options: ResourceOptions = {}): StackResource => ({
    type: "DataTable",
    name: "t",
    args: {
      instanceId: instanceIds[0],
      name: "t",
      timeZone: "UTC",
      endpoint: simulator.url,
      attributes: { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } },
    },
    options,
  });
  const values = (opens: string, options: ResourceOptions = {}, name = "v"): StackResource => ({
    type: "DataTableValues",
    name,
    args: {
      instanceId: instanceIds[0],
      dataTableId: outputOf("t", "dataTableId"),
      endpoint: simulator.url,
      primaryAttributes: ["Store"],
      rows: { Berlin: { Opens: opens } },
      guard: false,
    },
    options,
  });
  const alone = { skipPreview: true } as const;

  before(async () => {
    useDummyCredentials();
    simulator = await startSimulator({ switches: { parallelSchemaCalls: "accepted" } });
  });
  after(() => simulator.close());
  beforeEach(async () => {
    for (const { id } of Object.values(simulator.dump().tables)) simulator.edit({ table: id, deleteTable: true });
    stack = new Stack();
    done.length = 0;
    assert.equal((await stack.up([table(), values("09:00")], alone)).failure, undefined);
  });

  it("values replaced: --replace, --target-replace aside, deleteBeforeReplace", async () => {
    await note(stack.up([table(), values("09:00")], { replace: ["v"] }));
    await note(stack.up([table(), values("09:00", { deleteBeforeReplace: true })], { ...alone, replace: ["v"] }));
    const all = recorded("verb-sequences.txt", "values replaced: --replace, deleteBeforeReplace, --target-replace");
    assert.deepEqual(done, all.slice(0, 2));
  });

  it("values tainted, and with --refresh and deleteBeforeReplace, and untainted", async () => {
    stack.taint("v");
    await note(stack.up([table(), values("09:00")], alone));
    stack.taint("v");
    await note(stack.up([table(), values("09:00", { deleteBeforeReplace: true })], { ...alone, refresh: true }));
    stack.taint("v");
    stack.taint("v", false);
    await note(stack.up([table(), values("09:00", { deleteBeforeReplace: true })], alone));
    const title = "values tainted, tainted with deleteBeforeReplace and --refresh, untainted";
    assert.deepEqual(done, recorded("verb-sequences.txt", title));
  });

  it("values with another replacementTrigger, and with deleteBeforeReplace", async () => {
    await stack.up([table(), values("09:00", { replacementTrigger: "a" })], alone);
    await note(stack.up([table(), values("09:00", { replacementTrigger: "b" })], alone));
    const first = { replacementTrigger: "c", deleteBeforeReplace: true };
    await note(stack.up([table(), values("09:00", first)], alone));
    const title = "values with another replacementTrigger, and with deleteBeforeReplace";
    assert.deepEqual(done, recorded("verb-sequences.txt", title));
  });

  it("retainOnDelete, then removed from the program", async () => {
    await note(stack.up([table(), values("09:00", { retainOnDelete: true })], alone));
    await note(stack.up([table()], alone));
    const title = "retainOnDelete, then removed from the program";
    assert.deepEqual(done, recorded("verb-state-sequences.txt", title));
  });

  it("removed from the program", async () => {
    await note(stack.up([table()]));
    assert.deepEqual(done, recorded("verb-state-sequences.txt", "removed from the program"));
  });

  it("destroy, destroy --refresh", async () => {
    await note(stack.destroy());
    await stack.up([table(), values("09:00")], alone);
    await note(stack.destroy({ refresh: true }));
    assert.deepEqual(done, recorded("verb-state-sequences.txt", "destroy, destroy --refresh"));
  });

  it("destroy after a crash between the create and the delete of a replacement", async () => {
    await stack.up([table(), values("09:00")], { ...alone, replace: ["v"], diesBeforeDeletes: true });
    assert.deepEqual(
      stack.entries.map(({ type, delete: isOld }) => [type, isOld ?? false]),
      [
        ["DataTable", false],
        ["DataTableValues", false],
        ["DataTableValues", true],
      ],
    );
    await note(stack.destroy());
    assert.deepEqual(done, recorded("verb-state-sequences.txt", "after that, destroy"));
  });

  it("the first up", async () => {
    await stack.destroy();
    await note(stack.up([table(), values("09:00")]));
    assert.deepEqual(done, recorded("verb-sequences.txt", "the first up"));
  });
});
