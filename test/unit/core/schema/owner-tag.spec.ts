import assert from "node:assert/strict";
import fc from "fast-check";
import { limits } from "../../../../src/core/limits";
import { ownerTagValue } from "../../../../src/core/schema/owner-tag";
import { ownerTagOf } from "../../../../src/provider/host/urn";

describe("ownerTagValue", () => {
  it("is the owner itself where a tag can hold it", () => {
    assert.equal(ownerTagValue("shop/dev/store-hours"), "shop/dev/store-hours");
  });

  it("always fits a tag, and tells owners apart that had to be changed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (owner) => {
        const value = ownerTagValue(owner);
        assert.ok([...value].length <= limits.tagValueLength);
        assert.match(value, /^[\p{L}\p{N} _.:/=+\-@]*$/u);
        assert.equal(ownerTagValue(owner), value);
      }),
    );
    assert.notEqual(ownerTagValue("p/s/a|b"), ownerTagValue("p/s/a#b"));
    assert.notEqual(ownerTagValue(`${"x".repeat(300)}1`), ownerTagValue(`${"x".repeat(300)}2`));
    assert.match(ownerTagValue("p/s/a|b"), /^p\/s\/a_b\+[0-9a-f]{16}$/);
  });
});

describe("ownerTagOf", () => {
  const type = "pulumi-nodejs:dynamic/connect-data-tables:DataTable";

  it("reads project, stack and name from a URN, also below a component and with odd names", () => {
    assert.equal(ownerTagOf(`urn:pulumi:dev::shop::${type}::hours`), "shop/dev/hours");
    assert.equal(ownerTagOf(`urn:pulumi:dev::shop::my:mod:Component$${type}::hours-table`), "shop/dev/hours-table");
    assert.equal(ownerTagOf(`urn:pulumi:dev::shop::${type}::a::b c`), "shop/dev/a::b c");
  });

  it("knows nothing without a URN", () => {
    assert.equal(ownerTagOf(undefined), undefined);
    assert.equal(ownerTagOf("04da6b54-80e4-46f7-96ec-b56ff0331ba9"), undefined);
  });
});
