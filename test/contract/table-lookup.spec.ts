import assert from "node:assert/strict";
import { dataTableVerbs } from "../../src/provider/table/verbs";
import { lookUpTable } from "../../src/provider/table/lookup";
import type { TableInputs } from "../../src/provider/table/inputs";
import { instanceId, tableBench, TableStack, type TableBench } from "./table-stack";

describe("looking up a table that exists", () => {
  let bench: TableBench;
  let stack: TableStack;
  const none = { get: () => undefined };
  const attributes: TableInputs["attributes"] = {
    Store: { type: "TEXT", primary: true },
    Country: { type: "TEXT", primary: true },
    Seats: { type: "NUMBER", description: "Chairs", validation: { minimum: 0 } },
  };
  beforeEach(async () => {
    bench = await tableBench();
    stack = new TableStack();
    const program = { ...bench.settings, name: "Hours", timeZone: "UTC", tags: { team: "cc" }, attributes };
    assert.equal((await stack.up(program)).failure, undefined);
  });
  afterEach(() => bench.close());

  it("finds it by its exact name, with everything it has", async () => {
    const stored = bench.simulator.dump().tables.Hours;
    const found = await lookUpTable({ ...bench.settings, name: "Hours" }, none);
    const { attributeIds, ...rest } = found;
    assert.deepEqual(Object.keys(attributeIds), ["Country", "Store", "Seats"]);
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), {
      instanceId,
      region: "eu-central-1",
      dataTableId: stored?.id,
      arn: stored?.arn,
      name: "Hours",
      timeZone: "UTC",
      lockLevel: "VALUE",
      tags: { team: "cc", "connect-data-tables:owner": "project/dev/hours" },
      attributes,
      primaryAttributes: ["Country", "Store"],
    });
  });

  it("takes what is not given from stack configuration", async () => {
    const config = new Map([
      ["connect-data-tables:endpoint", bench.simulator.url],
      ["aws:region", "eu-west-1"],
    ]);
    const found = await lookUpTable({ instanceId, name: "Hours" }, { get: (key) => config.get(key) });
    assert.equal(found.region, "eu-west-1");
  });

  it("says which tables there are when there is none of that name, and what is close", async () => {
    const { endpoint } = bench.settings;
    const missing = (name: string) => lookUpTable({ instanceId, endpoint, name }, none);
    await assert.rejects(missing("Nope"), {
      message: `there is no data table "Nope" in instance ${instanceId}, Region eu-central-1. [NOT_FOUND]\n  The instance has "Hours".`,
    });
    await assert.rejects(missing("hours"), /There is "Hours": the spelling must be exact\./);
  });

  it("says what the service refuses, with the name of the table", async () => {
    bench.simulator.setDenied({ actions: ["ListDataTables"] });
    await assert.rejects(
      lookUpTable({ ...bench.settings, name: "Hours" }, none),
      /getDataTable "Hours": ListDataTables: AccessDeniedException.*\[ACCESS_DENIED\]/,
    );
  });

  it("reads it as a resource by id or ARN (DataTable.get), with all its columns", async () => {
    const { dataTableId = "", arn = "" } = stack.state?.outputs ?? {};
    const instanceArn = arn.replace(/\/data-table\/.*$/, "");
    for (const [instance, table] of [
      [instanceId, dataTableId],
      [instanceArn, arn],
      [instanceArn, `${arn}:$LATEST`],
    ] as const) {
      const args = { ...bench.settings, instanceId: instance, dataTableId: table } as never;
      const { id, props } = await dataTableVerbs.read(`${instance}/${table}`, args);
      assert.equal(id, `${instanceId}/${dataTableId}`);
      assert.equal(props?.dataTableId, dataTableId);
      assert.equal(props?.lockLevel, "VALUE");
      assert.deepEqual(props?.attributes, attributes);
    }
  });

  it("answers nothing for an id that does not exist", async () => {
    const args = { ...bench.settings, dataTableId: "99999999-0000-4000-8000-000000000000" } as never;
    assert.deepEqual(await dataTableVerbs.read(`${instanceId}/99999999-0000-4000-8000-000000000000`, args), {});
  });
});
