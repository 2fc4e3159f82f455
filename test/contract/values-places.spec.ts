import { strict as assert } from "node:assert";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import { unknownValue } from "../../src/provider/host/engine-values";
import { dataTableValuesVerbs as verbs } from "../../src/provider/values/verbs";
import { instanceId, type ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, manyRows, requests, withBench } from "./values-bench";

const edit = (bench: ValuesBench, Store: string, column: string, value: string | null) =>
  bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

describe("where a table is", function () {
  this.timeout(30_000);
  const rows = { Berlin: { Opens: "09:00" } };

  it("another Region in the environment stops; nothing is forgotten", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows }));
      assert.equal(stack.state?.outputs.region, "eu-central-1");
      process.env.AWS_REGION = "us-west-2";
      try {
        const { failure } = await stack.up({ ...bench.inputs, rows });
        assert.match(
          failure ?? "",
          /state records this table in Region eu-central-1, but the configuration or environment of this update says us-west-2/,
        );
        requests(bench);
        assert.equal((await stack.refresh()).failure, undefined);
        assert.ok(bench.simulator.requests().every(({ region }) => region === "eu-central-1"));
        assertDone(await stack.up({ ...bench.inputs, rows, region: "eu-central-1" }));
      } finally {
        process.env.AWS_REGION = "eu-central-1";
      }
      assertDone(await stack.preview({ ...bench.inputs, rows, region: "us-west-2" }));
      assert.deepEqual(stack.steps, ["replace values", "delete values"]);
    }));

  it("ARNs that disagree with each other or with the Region are refused", () =>
    withBench(async (bench) => {
      const arn = (region: string, account: string, instance = instanceId) =>
        `arn:aws:connect:${region}:${account}:instance/${instance}`;
      const table = (region: string, account: string, instance?: string) =>
        `${arn(region, account, instance)}/data-table/${bench.tableId}`;
      const cases: [Partial<ValuesInputs>, RegExp][] = [
        [
          { dataTableId: table("eu-west-1", "1"), region: "eu-central-1" },
          /the ARN is in Region eu-west-1, but region is eu-central-1/,
        ],
        [
          { dataTableId: table("eu-central-1", "1", "22222222-2222-4333-8444-555555555555") },
          /belongs to instance 2222/,
        ],
        [
          { dataTableId: table("eu-west-1", "1"), instanceId: arn("eu-central-1", "1") },
          /has region eu-west-1, but that of the instance has eu-central-1/,
        ],
        [
          { dataTableId: table("eu-central-1", "1"), instanceId: arn("eu-central-1", "2") },
          /has account 1, but that of the instance has 2/,
        ],
        [
          { dataTableId: table("eu-central-1", "111122223333"), allowedAccountIds: ["444455556666"] },
          /the ARN belongs to account 111122223333, but allowedAccountIds lists 444455556666/,
        ],
        [{ dataTableId: "no id" }, /dataTableId is "no id", which is neither an id nor an ARN/],
      ];
      for (const [more, message] of cases) {
        requests(bench);
        assert.match((await new VerbStack().preview({ ...bench.inputs, rows, ...more })).failure ?? "", message);
      }
    }));

  it("a table is only gone when its instance answers: read, update and delete", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows }));
      bench.simulator.setInstances([]);
      assert.match(
        (await stack.refresh()).failure ?? "",
        /neither data table .* nor its instance .* so the table stays in state\. \[NOT_FOUND\]/,
      );
      assert.match((await stack.destroy()).failure ?? "", /ResourceNotFoundException/);
      assert.ok((await stack.up({ ...bench.inputs, rows: { Berlin: { Opens: "10:00" } } })).failure);
      assert.ok(stack.state);
      bench.simulator.setInstances(undefined);
      bench.simulator.edit({ table: "Hours", deleteTable: true });
      assertDone(await stack.destroy());
    }));

  it("an access denied is no sign of being gone", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      assertDone(await stack.up({ ...bench.inputs, rows }));
      bench.simulator.setDenied({ actions: ["ListDataTableValues"] });
      assert.match((await stack.refresh()).failure ?? "", /AccessDeniedException/);
      bench.simulator.setDenied({ actions: ["ListDataTables"] });
      bench.simulator.edit({ table: "Hours", deleteTable: true });
      assert.match((await stack.refresh()).failure ?? "", /AccessDeniedException/);
      assert.ok(stack.state);
    }));

  it("no network: a warning at preview, an error in the apply", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const program = { ...bench.inputs, endpoint: "http://127.0.0.1:9", rows };
      assert.equal((await stack.preview(program)).failure, undefined);
      assert.match((await stack.up(program, { skipPreview: true })).failure ?? "", /ECONNREFUSED/);
    }));

  it("a connection setting that is not known yet puts the table nowhere else: the guard and the key columns are judged", () =>
    withBench(async (bench) => {
      const stack = new VerbStack();
      const many = manyRows(20, () => ({ Opens: "09:00" }));
      assertDone(await stack.up({ ...bench.inputs, rows: many }));
      const recorded = { ...(stack.state?.inputs ?? assert.fail()) };
      const check = async (more: Partial<ValuesInputs>) => {
        const known = { ...bench.inputs, __urn: recorded.__urn, rows: many, profile: unknownValue };
        const program = { ...known, ...more } as ValuesInputs;
        const { failures = [] } = await verbs.check(recorded, program);
        return failures.map(({ reason }) => reason).join("\n");
      };
      assert.match(await check({ rows: { R000: { Opens: "09:00" } } }), /\[GUARD\]/);
      assert.match(await check({ primaryAttributes: ["Shop"] }), /\[KEY_COLUMNS_CHANGED\]/);
      assert.equal(await check({}), "");
    }));

  it("look-ups read everything at each run, in the table's own names", () =>
    withBench(async (bench) => {
      edit(bench, "Berlin", "Opens", "09:00");
      edit(bench, "Berlin", "Note", "hush");
      const arn = `arn:aws:connect:eu-central-1:123456789012:instance/${instanceId}/data-table/${bench.tableId}`;
      const args = {
        ...bench.inputs,
        dataTableId: arn,
        primaryAttributes: undefined,
        sensitive: ["Note"],
      } as unknown as ValuesInputs;
      const answer = await verbs.read("id", args);
      const props = answer.props as unknown as Record<string, unknown>;
      assert.deepEqual(
        [props.dataTableId, props.instanceId, props.region, props.primaryAttributes, props.cellCount, props.lockLevel],
        [bench.tableId, instanceId, "eu-central-1", ["Store"], 2, "VALUE"],
      );
      assert.match(JSON.stringify(props.rows), /"Note":\{"4dabf18193072939515e22adb298388d".*"Opens":"09:00"/);
      edit(bench, "Rome", "Opens", "07:00");
      const again = await verbs.read("id", props as unknown as ValuesInputs);
      assert.deepEqual(Object.keys(again.props?.rows ?? {}), ["Berlin", "Rome"]);
    }));
});
