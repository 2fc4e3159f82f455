import assert from "node:assert/strict";
import type { CliContext } from "../../src/cli/context";
import { Progress } from "../../src/cli/progress";
import { LiveInstance } from "../../src/cli/target/read-live-table";
import type { InstanceGateway } from "../../src/sync/ports";

const pages = 60;
const valuesOfPage = 1000;

/** Reads two tables of 60,000 values whose pages take half a second each; what was said on the way. */
async function readSlowly(isTTY: boolean): Promise<string[]> {
  let now = 0;
  const said: string[] = [];
  const listValues = (onPage?: (values: number) => void) => {
    for (let page = 1; page <= pages; page++) {
      now += 500;
      onPage?.(page * valuesOfPage);
    }
    return Promise.resolve([]);
  };
  const table = (dataTableId: string) => ({
    describeTable: () => Promise.resolve({ dataTableId, name: `Table ${dataTableId}` }),
    listAttributes: () => Promise.resolve([]),
    listValues,
  });
  const gateway = { table } as unknown as InstanceGateway;
  const context = { stderr: { isTTY, write: (text: string) => said.push(text) } } as unknown as CliContext;
  const instance = new LiveInstance("i", "eu-central-1", gateway, new Progress(context, () => now));
  for (const number of [1, 2]) await instance.read({ id: String(number) }, { number, of: 2 });
  return said;
}

describe("the progress of commands that read live tables", () => {
  it("tells at a terminal every two seconds which table and how many of 60,000 values it has read", async () => {
    const said = await readSlowly(true);
    assert.equal(said.length, 30);
    assert.deepEqual(said.slice(0, 2), [
      "table 1 of 2, Table 1: 4000 values read …\n",
      "table 1 of 2, Table 1: 8000 values read …\n",
    ]);
    assert.equal(said[29], "table 2 of 2, Table 2: 60000 values read …\n");
  });

  it("says nothing where standard error is not a terminal", async () => assert.deepEqual(await readSlowly(false), []));
});
