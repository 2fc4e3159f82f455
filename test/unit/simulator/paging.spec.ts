import assert from "node:assert/strict";
import { Bench, cell, refused, type Place } from "./bench";

describe("the simulator's pages", () => {
  let bench: Bench;
  let place: Place;

  before(async () => {
    bench = await Bench.start({ switches: { maxItemsCreate: null } });
    place = await bench.table();
    await bench.create(place, ...Array.from({ length: 250 }, (_, index) => cell(`S${index}`, `${index}`)));
  });
  after(() => bench.stop());

  it("have 100 entries unless asked otherwise, and up to 1,000 when asked", async () => {
    assert.equal((await bench.list(place)).Values?.length, 100);
    assert.equal((await bench.list(place, { MaxResults: 7 })).Values?.length, 7);
    const whole = await bench.list(place, { MaxResults: 1000 });
    assert.equal(whole.Values?.length, 250);
    assert.equal(whole.NextToken, undefined);
  });

  it("have at most 100 entries in the list of keys, as its prose says", async () => {
    assert.equal((await bench.listKeys(place, { MaxResults: 1000 })).PrimaryValuesList?.length, 100);
  });

  it("go on without a gap and without a repetition", async () => {
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const answer = await bench.list(place, { MaxResults: 60, NextToken });
      for (const { Value } of answer.Values ?? []) seen.push(Value ?? "");
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
    assert.deepEqual(
      seen,
      Array.from({ length: 250 }, (_, index) => `${index}`),
    );
  });

  it("are the same for the same token", async () => {
    const { NextToken } = await bench.list(place, { MaxResults: 10 });
    const once = await bench.list(place, { MaxResults: 10, NextToken });
    const twice = await bench.list(place, { MaxResults: 10, NextToken });
    assert.deepEqual(once.Values, twice.Values);
    assert.equal(once.NextToken, twice.NextToken);
  });

  it("are refused for a MaxResults out of bounds and for a token of another list", async () => {
    for (const MaxResults of [0, 1001]) await refused(bench.list(place, { MaxResults }), "InvalidParameterException");
    await refused(bench.list(place, { NextToken: "nonsense" }), "InvalidParameterException");
    const { NextToken } = await bench.list(place, { MaxResults: 10 });
    await refused(bench.listKeys(place, { NextToken }), "InvalidParameterException");
  });

  it("keep the filter of the first page, whatever a later request says", async () => {
    const PrimaryAttributeValues = [{ AttributeName: "Store", Values: ["S1", "S100", "S200"] }];
    const first = await bench.list(place, { PrimaryAttributeValues, MaxResults: 2 });
    assert.equal(first.Values?.length, 2);
    const second = await bench.list(place, { NextToken: first.NextToken, MaxResults: 2 });
    assert.deepEqual(
      second.Values?.map(({ Value }) => Value),
      ["200"],
    );
    assert.equal(second.NextToken, undefined);
  });
});
