import { strict as assert } from "node:assert";
import { runShort } from "../../bench/main";
import { markdown, total } from "../../bench/report";
import type { Measurement } from "../../bench/run-phase";

// The small form of `npm run bench`: 100 cells, on the real engine, the service's clock twenty times as fast.
describe("this package and what people do without it, at 100 cells", function () {
  this.timeout(240_000);
  let measured: Measurement[] = [];
  before(async () => {
    measured = await runShort(20);
  });

  const find = (contender: string, phase: string) =>
    measured.find((one) => one.contender === contender && one.phase === phase) ?? assert.fail(`${contender}, ${phase}`);

  it("first apply: four writes, as the batch script, and a 25th of one value per request", () => {
    const [ours, batch, naive] = [
      find("this package", "first apply"),
      find("batch script", "first apply"),
      find("one value per request", "first apply"),
    ];
    assert.equal(ours.requests.BatchCreateDataTableValue, 4);
    assert.ok(total(ours) <= total(batch), `${total(ours)} requests, the batch script ${total(batch)}`);
    assert.ok(total(ours) * 25 <= total(naive));
    assert.equal(ours.throttled, 0);
    assert.equal(ours.resources, 3);
  });

  it("no change: no request", () => assert.equal(total(find("this package", "no change")), 0));

  it("one cell: one write, and the columns and at most two reads before it", () => {
    const { requests } = find("this package", "one cell");
    assert.equal(requests.BatchUpdateDataTableValue, 1);
    assert.equal(requests.ListDataTableAttributes, 1);
    assert.ok(total({ requests }) <= 4);
  });

  it("is shown as a table with the ratios", () => {
    const text = markdown(measured, { speed: 20, minutes: "0.3" });
    assert.match(text, /\| first apply \| this package \| 8 \|/);
    assert.match(text, /\| first apply \| one value per request \| 200 \| 25 × \|/);
  });
});
