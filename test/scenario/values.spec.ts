import { strict as assert } from "node:assert";
import { requestCounts, valuesBench, type ValuesBench } from "../helpers/values-bench";
import { VerbStack } from "../helpers/verb-stack";

const columns = {
  Store: { type: "TEXT", primary: true },
  Opens: { type: "TEXT" },
  Seats: { type: "NUMBER" },
  Open: { type: "BOOLEAN" },
  Channels: { type: "TEXT_LIST" },
  Rates: { type: "NUMBER_LIST" },
} as const;

describe("DataTableValues, verb by verb against the simulator", () => {
  let bench: ValuesBench;
  let stack: VerbStack;
  beforeEach(async () => {
    bench = await valuesBench(columns);
    stack = new VerbStack();
  });
  afterEach(() => bench.close());

  const berlin = { Opens: "09:00", Seats: 12, Open: true, Channels: ["VOICE", "CHAT"], Rates: [1, 2.5] };
  const up = (rows: object, more: object = {}) => stack.up({ ...bench.inputs, rows: rows as never, ...more });
  const table = () => bench.simulator.dump().tables.Hours;

  it("writes every type and the default record, and has nothing to do the second time", async () => {
    const rows = { Berlin: berlin, Paris: { Opens: { expression: "=NOW()" }, Seats: "12345678901234567890.5" } };
    assert.equal((await up(rows, { defaults: { Opens: "08:00" } })).failure, undefined);
    assert.deepEqual(table()?.rows, [
      {
        keys: { Store: "Berlin" },
        values: { Channels: '["VOICE","CHAT"]', Open: "true", Opens: "09:00", Rates: "[1,2.5]", Seats: "12" },
      },
      { keys: { Store: "Paris" }, values: { Opens: "=NOW()", Seats: "12345678901234567890.5" } },
    ]);
    assert.deepEqual(table()?.defaults, { Opens: "08:00" });
    bench.simulator.clearRequests();
    assert.equal((await up(rows, { defaults: { Opens: "08:00" } })).changed, false);
    assert.deepEqual(requestCounts(bench.simulator), {});
    assert.equal((await stack.refresh()).changed, false);
  });

  it("sends one write with one item for one changed cell", async () => {
    await up({ Berlin: berlin, Paris: berlin });
    bench.simulator.clearRequests();
    await up({ Berlin: { ...berlin, Opens: "10:00" }, Paris: berlin });
    const counts = requestCounts(bench.simulator);
    assert.equal(counts.BatchUpdateDataTableValue, 1);
    assert.equal(counts.BatchCreateDataTableValue, undefined);
    assert.equal(table()?.rows[0]?.values.Opens, "10:00");
  });

  it("stops at a cell that somebody edited, and says who and what", async () => {
    await up({ Berlin: berlin });
    bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: "11:11" });
    const { failure } = await up({ Berlin: { ...berlin, Opens: "10:00", Seats: 13 } });
    assert.match(failure ?? "", /row "Berlin", column "Opens" was edited/);
    assert.match(failure ?? "", /recorded {2}"09:00"\n.*live {6}"11:11".*\n.*desired {3}"10:00"/);
    assert.deepEqual(table()?.rows[0]?.values.Seats, "12");
  });

  it("deletes what is its own and leaves the rest", async () => {
    await up({ Berlin: berlin });
    bench.simulator.edit({ table: "Hours", keys: { Store: "Rome" }, column: "Opens", value: "07:00" });
    assert.equal((await stack.destroy()).failure, undefined);
    assert.deepEqual(table()?.rows, [{ keys: { Store: "Rome" }, values: { Opens: "07:00" } }]);
  });
});
