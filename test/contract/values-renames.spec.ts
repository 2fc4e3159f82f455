import { strict as assert } from "node:assert";
import { UpdateDataTableAttributeCommand } from "@aws-sdk/client-connect";
import { unknownValue } from "../../src/provider/host/engine-values";
import { instanceId, type ColumnSpec, type ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";
import { assertDone, requests, stored, withBench } from "./values-bench";

/** Gives a column another name, as a DataTable or a person in the admin website does. */
async function renameColumn(
  { client, tableId }: ValuesBench,
  from: string,
  to: string,
  type: ColumnSpec["type"],
  primary = false,
) {
  const input = { InstanceId: instanceId, DataTableId: tableId, AttributeName: from, Name: to, ValueType: type };
  await client.send(new UpdateDataTableAttributeCommand({ ...input, Primary: primary }));
}

describe("columns that got another name", function () {
  this.timeout(30_000);
  const columns = {
    Store: { type: "TEXT", primary: true },
    Places: { type: "NUMBER" },
    Opens: { type: "TEXT" },
  } as const;
  const rows = (column: string, seats: number) => ({
    Berlin: { [column]: seats, Opens: "09:00" },
    Paris: { [column]: 8, Opens: "10:00" },
  });

  it("renamed outside: nothing is written, the block may stay, and a new column may take the old name", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(await stack.up({ ...bench.inputs, rows: rows("Places", 12) }));
        await renameColumn(bench, "Places", "Seats", "NUMBER");
        requests(bench);
        const program = { ...bench.inputs, renamed: { Places: "Seats" } };
        assertDone(await stack.up({ ...program, rows: rows("Seats", 12) }));
        const counts = requests(bench);
        assert.deepEqual([counts.create, counts.update, counts.delete], [undefined, undefined, undefined]);
        assert.deepEqual(stack.state?.outputs.rows?.Berlin, { Opens: "09:00", Seats: 12 });
        assertDone(await stack.up({ ...program, rows: rows("Seats", 13) }));
        assert.deepEqual(stored(bench).Berlin, { Seats: "13", Opens: "09:00" });
        assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
      },
      { columns },
    ));

  it("renamed and changed in one run", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(await stack.up({ ...bench.inputs, rows: rows("Places", 12) }));
        await renameColumn(bench, "Places", "Seats", "NUMBER");
        assertDone(await stack.up({ ...bench.inputs, renamed: { Places: "Seats" }, rows: rows("Seats", 20) }));
        assert.equal(stored(bench).Berlin?.Seats, "20");
        assert.deepEqual(requests(bench).update, 1);
      },
      { columns },
    ));

  it("not renamed yet: the preview says so and finds no conflict, the apply writes nothing", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(await stack.up({ ...bench.inputs, rows: rows("Places", 12) }));
        const program = { ...bench.inputs, renamed: { Places: "Seats" }, rows: rows("Seats", 20) };
        assertDone(await stack.preview(program));
        const { failure } = await stack.up(program);
        assert.match(
          failure ?? "",
          /column "Places": `renamed` says that this column is now "Seats", .* \[UNKNOWN_COLUMN\]\n {2}Rename it first/,
        );
        assert.deepEqual(stored(bench).Berlin, { Places: "12", Opens: "09:00" });
        assert.deepEqual(stack.state?.outputs.rows?.Berlin, { Places: 12, Opens: "09:00" });
        await renameColumn(bench, "Places", "Seats", "NUMBER");
        assertDone(await stack.up(program));
        assert.equal(stored(bench).Berlin?.Seats, "20");
      },
      { columns },
    ));

  it("renamed by a DataTable of the same program: the table is unknown in the preview, renamed before the update", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(await stack.up({ ...bench.inputs, rows: rows("Places", 12) }));
        const program = { ...bench.inputs, renamed: { Places: "Seats" }, rows: rows("Seats", 20) };
        assertDone(await stack.preview({ ...program, dataTableId: unknownValue }));
        const renames = { settle: () => renameColumn(bench, "Places", "Seats", "NUMBER") };
        assertDone(await stack.up(program, renames));
        assert.equal(stored(bench).Berlin?.Seats, "20");
      },
      { columns },
    ));

  it("a chain of two releases, and a circle", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(await stack.up({ ...bench.inputs, rows: rows("Places", 12) }));
        await renameColumn(bench, "Places", "Seats", "NUMBER");
        const circle = { Places: "Seats", Seats: "Places" };
        const refused = await stack.preview({ ...bench.inputs, renamed: circle, rows: rows("Seats", 12) });
        assert.match(refused.failure ?? "", /the renames form a cycle\. \[INVALID_RENAME\]/);
        requests(bench);
        assertDone(
          await stack.up({ ...bench.inputs, renamed: { Places: "Chairs", Chairs: "Seats" }, rows: rows("Seats", 12) }),
        );
        const counts = requests(bench);
        assert.deepEqual([counts.create, counts.update, counts.delete], [undefined, undefined, undefined]);
      },
      { columns },
    ));

  it("a key column: every row keeps its values, even where the order of the key columns changes", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        const program = { ...bench.inputs, guard: { minimumRows: 1, maxUpdatePercent: 50 } };
        const cells = { Opens: "09:00" };
        assertDone(await stack.up({ ...program, rows: { "DE | Berlin": cells, "FR | Paris": cells } }));
        assert.deepEqual(bench.inputs.primaryAttributes, ["Country", "Store"]);
        await renameColumn(bench, "Country", "Zone", "TEXT", true);
        assert.equal((await stack.refresh({ previewOnly: true })).changed, false, "no row is lost in a refresh");
        const refused = await stack.preview({
          ...program,
          primaryAttributes: ["Store", "Zone"],
          rows: { "Berlin | DE": cells },
        });
        assert.match(refused.failure ?? "", /primaryAttributes changes from "Country, Store" to "Store, Zone"/);
        requests(bench);
        const renamed = { ...program, primaryAttributes: ["Store", "Zone"], renamed: { Country: "Zone" } };
        assertDone(await stack.up({ ...renamed, rows: { "Berlin | DE": cells, "Paris | FR": { Opens: "10:00" } } }));
        const counts = requests(bench);
        assert.deepEqual([counts.update, counts.create, counts.delete], [1, undefined, undefined]);
        assert.deepEqual(Object.keys(stack.state?.outputs.rows ?? {}), ["Berlin | DE", "Paris | FR"]);
        assertDone(await stack.up({ ...renamed, rows: { "Paris | FR": { Opens: "10:00" } }, guard: false }));
        assert.equal(requests(bench).delete, 1);
        assert.equal((await stack.refresh({ previewOnly: true })).changed, false);
        assertDone(await stack.destroy());
        assert.deepEqual(stored(bench), {});
      },
      {
        columns: {
          Country: { type: "TEXT", primary: true },
          Store: { type: "TEXT", primary: true },
          Opens: { type: "TEXT" },
        },
      },
    ));

  it("two key columns that changed at once: a refresh takes nothing for gone", () =>
    withBench(
      async (bench) => {
        const stack = new VerbStack();
        assertDone(await stack.up({ ...bench.inputs, rows: { "DE | Berlin": { Opens: "09:00" } } }));
        await renameColumn(bench, "Country", "Zone", "TEXT", true);
        await renameColumn(bench, "Store", "Shop", "TEXT", true);
        const { failure } = await stack.refresh();
        assert.match(
          failure ?? "",
          /the key columns of the table are "Zone", "Shop", but state records "Country", "Store"/,
        );
        assert.deepEqual(Object.keys(stack.state?.outputs.rows ?? {}), ["DE | Berlin"]);
      },
      {
        columns: {
          Country: { type: "TEXT", primary: true },
          Store: { type: "TEXT", primary: true },
          Opens: { type: "TEXT" },
        },
      },
    ));

  it("other key columns than the table's are refused", () =>
    withBench(
      async (bench) => {
        const { failure } = await new VerbStack().up({
          ...bench.inputs,
          primaryAttributes: ["Opens"],
          rows: { x: { Places: 1 } },
        });
        assert.match(failure ?? "", /primaryAttributes is "Opens", but the key columns of the table are "Store"/);
      },
      { columns },
    ));
});
