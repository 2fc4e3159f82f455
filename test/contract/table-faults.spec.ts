import assert from "node:assert/strict";
import { DeleteDataTableAttributeCommand } from "@aws-sdk/client-connect";
import type { TableInputs } from "../../src/provider/table/inputs";
import type { Fault } from "../../src/simulator";
import { doorOfProcess } from "../helpers/door";
import { instanceId, tableBench, TableStack, without, type TableBench } from "./table-stack";

const attributes: TableInputs["attributes"] = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
};
const columns = {
  Store: { valueType: "TEXT", primary: true },
  Opens: { valueType: "TEXT", primary: false },
  Seats: { valueType: "NUMBER", primary: false },
};
/** The text of the provider, without which the host of dynamic providers could not delete the resource; a plugin has none. */
const providerText = doorOfProcess() === "plugin" ? undefined : "text";
const denied = { type: "AccessDeniedException", status: 403, message: "not allowed" };

describe("DataTable, when something goes wrong", () => {
  let bench: TableBench;
  let stack: TableStack;
  beforeEach(async () => {
    bench = await tableBench();
    stack = new TableStack();
  });
  afterEach(() => bench.close());

  const program = (change: Partial<TableInputs> = {}): Partial<TableInputs> => ({
    ...bench.settings,
    name: "Hours",
    timeZone: "UTC",
    attributes,
    ...change,
  });
  const up = (change: Partial<TableInputs> = {}) => stack.up(program(change));
  const storedColumns = () => (bench.table("Hours") as { attributes: Record<string, unknown> }).attributes;
  const fail = (operation: string, others: Partial<Fault> = {}) =>
    bench.simulator.setFaults({ kind: "error-before", operation, error: denied, ...others });

  it("keeps what a create did, says what is left, and goes on in the next run", async () => {
    fail("CreateDataTableAttribute", { nth: 2 });
    const { failure } = await up();
    assert.deepEqual(failure?.replace(/request id [^)]+/, "request id …").split("\n"), [
      `table "Hours" (${stack.state?.outputs.dataTableId}): 2 of 4 steps done and recorded. [INCOMPLETE]`,
      '  not done yet: create the column "Seats"',
      "  `pulumi preview --refresh --diff` shows what is left; `pulumi up` continues.",
      'create the column "Opens": CreateDataTableAttribute: AccessDeniedException: not allowed (request id …) [ACCESS_DENIED]',
      "  Grant the permission; docs/iam.md lists what each command needs.",
    ]);
    assert.deepEqual(stack.state?.outputs.attributes, { Store: { type: "TEXT", primary: true } });
    assert.equal((stack.state?.outputs as unknown as Record<string, unknown>).__provider, providerText);
    bench.simulator.clearRequests();
    assert.deepEqual(await up(), { action: "update" });
    assert.deepEqual(bench.writes(), ["CreateDataTableAttribute", "CreateDataTableAttribute"]);
    assert.deepEqual(storedColumns(), columns);
    assert.deepEqual(await up(), { action: "none" });
    assert.equal((await stack.destroy()).failure, undefined);
  });

  it("goes on after a failed create also when the program has changed since", async () => {
    fail("CreateDataTableAttribute", { nth: 2 });
    await up();
    const changed = { attributes: { ...attributes, Opens: { type: "TEXT", description: "From" } } } as const;
    assert.deepEqual(await up(changed), { action: "update" });
    assert.deepEqual(storedColumns(), { ...columns, Opens: { ...columns.Opens, description: "From" } });
  });

  it("keeps what an update did; a removal that was not reached is tried again", async () => {
    await up({ tags: { a: "1", b: "1" } });
    const others = without(attributes, "Seats");
    const change = {
      timeZone: "Europe/Paris",
      tags: { a: "2", c: "3" },
      allowAttributeRemoval: ["Seats"],
      attributes: { ...others, Note: { type: "TEXT" } },
    } as const;
    fail("DeleteDataTableAttribute");
    const { failure } = await up(change);
    assert.match(failure ?? "", /4 of 5 steps done/);
    assert.match(failure ?? "", /remove the column "Seats" and its values: DeleteDataTableAttribute: AccessDenied/);
    const { outputs } = stack.state ?? {};
    assert.equal(outputs?.timeZone, "Europe/Paris");
    assert.deepEqual(outputs?.tags, { a: "2", c: "3" });
    assert.deepEqual(Object.keys(outputs?.attributes ?? {}), ["Note", "Opens", "Seats", "Store"]);
    bench.simulator.clearRequests();
    assert.deepEqual(await up(change), { action: "update" });
    assert.deepEqual(bench.writes(), ["DeleteDataTableAttribute"]);
  });

  it("records old and new where they belong after any failing step of an update", async () => {
    const change = {
      description: "New",
      tags: { a: "2" },
      attributes: {
        Store: { type: "TEXT", primary: true },
        From: { type: "TEXT", renamedFrom: "Opens" },
        Seats: { type: "NUMBER", description: "Chairs" },
        Note: { type: "TEXT" },
      },
    } as const;
    const steps = ["UpdateDataTableMetadata", "TagResource", "UpdateDataTableAttribute", "CreateDataTableAttribute"];
    for (const operation of [...steps, "second UpdateDataTableAttribute"]) {
      stack.state = undefined;
      for (const [name] of Object.entries(bench.simulator.dump().tables))
        bench.simulator.edit({ table: name, deleteTable: true });
      await up({ tags: { a: "1" } });
      fail(operation.replace("second ", ""), { nth: operation.startsWith("second") ? 2 : 1 });
      const { failure } = await up(change);
      assert.ok(failure, operation);
      bench.simulator.setFaults();
      await stack.refresh();
      assert.deepEqual(await up(change), { action: "update" }, operation);
      assert.deepEqual(await stack.refresh(), { action: "none" }, operation);
      const { attributes: stored, ...table } = bench.table("Hours") as Record<string, unknown>;
      assert.equal(table.description, "New");
      assert.deepEqual(stored, {
        Store: columns.Store,
        From: columns.Opens,
        Seats: { ...columns.Seats, description: "Chairs" },
        Note: { valueType: "TEXT", primary: false },
      });
    }
  });

  it("leaves state alone when the first step fails", async () => {
    fail("CreateDataTable");
    assert.match(
      (await up()).failure ?? "",
      /table "Hours": nothing was changed\. \[INCOMPLETE\]\ncreate the table "Hours": CreateDataTable: AccessDenied.*\[ACCESS_DENIED\]/,
    );
    assert.equal(stack.state, undefined);
    await up();
    const before = stack.state;
    fail("UpdateDataTableMetadata");
    assert.ok((await up({ description: "New" })).failure);
    assert.deepEqual(stack.state, before);
  });

  it("finds its own table again after a run that was killed: the owner tag tells", async () => {
    await up();
    stack.state = undefined;
    await bench.client.send(
      new DeleteDataTableAttributeCommand({
        InstanceId: instanceId,
        DataTableId: bench.simulator.dump().tables.Hours?.id ?? "",
        AttributeName: "Seats",
      }),
    );
    bench.simulator.clearRequests();
    assert.deepEqual(await up(), { action: "create" });
    assert.deepEqual(bench.writes(), ["CreateDataTableAttribute"]);
    assert.deepEqual(storedColumns(), columns);
    assert.equal((stack.state as TableStack["state"])?.outputs.adopted, false);
  });

  for (const operation of ["CreateDataTable", "CreateDataTableAttribute"]) {
    for (const kind of ["lost-after", "lost-before", "cut-answer"] as const) {
      it(`looks again when the answer of ${operation} is missing (${kind}), and creates nothing twice`, async () => {
        bench.simulator.setFaults({ kind, operation });
        assert.equal((await up()).failure, undefined);
        assert.deepEqual(storedColumns(), columns);
        assert.equal(Object.keys(bench.simulator.dump().tables).length, 1);
        assert.deepEqual(await up(), { action: "none" });
      });
    }
  }

  it("gets through a server error that comes after the table was made", async () => {
    bench.simulator.setFaults({ kind: "error-after", operation: "CreateDataTable" });
    assert.equal((await up()).failure, undefined);
    assert.deepEqual(storedColumns(), columns);
  });

  it("waits and tries again when the service refuses a change of the schema because of another", async () => {
    await up();
    const conflict = { type: "ConflictException", status: 409, message: "busy" };
    bench.simulator.setFaults(
      { kind: "error-before", operation: "UpdateDataTableAttribute", error: conflict },
      { kind: "error-before", operation: "CreateDataTableAttribute", error: conflict },
    );
    const change = {
      attributes: { ...attributes, Seats: { type: "NUMBER", description: "Chairs" }, Note: { type: "TEXT" } },
    } as const;
    assert.equal((await up(change)).failure, undefined);
    assert.deepEqual(Object.keys(storedColumns()), ["Store", "Opens", "Seats", "Note"]);
  });

  it("renames through a lost answer, and does not rename twice", async () => {
    await up();
    bench.simulator.setFaults({ kind: "lost-after", operation: "UpdateDataTableAttribute" });
    const others = without(attributes, "Seats");
    const change = { attributes: { ...others, Places: { type: "NUMBER", renamedFrom: "Seats" } } } as const;
    assert.equal((await up(change)).failure, undefined);
    assert.deepEqual(storedColumns(), { Store: columns.Store, Opens: columns.Opens, Places: columns.Seats });
    assert.deepEqual(await up(change), { action: "none" });
  });

  it("stops at a conflict that somebody makes half way, and keeps what was done", async () => {
    await up();
    const client = bench.client;
    const id = bench.simulator.dump().tables.Hours?.id ?? "";
    bench.simulator.setFaults({
      kind: "edit",
      operation: "UpdateDataTableAttribute",
      run: async () => {
        await client.send(
          new DeleteDataTableAttributeCommand({ InstanceId: instanceId, DataTableId: id, AttributeName: "Seats" }),
        );
      },
    });
    const change = {
      description: "New",
      attributes: { ...attributes, Seats: { type: "NUMBER", description: "Chairs" } },
    } as const;
    const { failure } = await up(change);
    assert.match(failure ?? "", /table "Hours" \(.*\): 1 step done and recorded/);
    assert.match(failure ?? "", /column "Seats": someone else removed the column, and the program changes it/);
    assert.equal(stack.state?.outputs.description, "New");
    await stack.refresh();
    assert.equal((await up(change)).failure, undefined);
  });

  it("reports a quota and a name that the service refuses with their request id, and no stack", async () => {
    bench.simulator.setFaults({
      kind: "error-before",
      operation: "CreateDataTable",
      error: { type: "ServiceQuotaExceededException", status: 402, message: "too many tables" },
    });
    const { failure } = await up();
    assert.match(failure ?? "", /CreateDataTable: ServiceQuotaExceededException: too many tables \(request id [^)]+\)/);
    assert.doesNotMatch(failure ?? "", /\n\s+at /);
  });

  it("deletes through a lost answer and through a conflict", async () => {
    await up();
    bench.simulator.setFaults(
      { kind: "error-before", operation: "DeleteDataTable", error: { type: "ConflictException", status: 409 } },
      { kind: "lost-after", operation: "DeleteDataTable", nth: 2 },
    );
    assert.equal((await stack.destroy()).failure, undefined);
    assert.deepEqual(bench.simulator.dump().tables, {});
  });

  it("refuses state that a newer release wrote", async () => {
    await up();
    assert.ok(stack.state);
    stack.state = { ...stack.state, outputs: { ...stack.state.outputs, __state: { schemaVersion: 99 } } };
    for (const result of [await stack.refresh(), await up({ description: "x" }), await stack.destroy()]) {
      assert.match(result.failure ?? "", /written by a newer release/);
    }
  });
});
