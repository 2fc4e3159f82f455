import { strict as assert } from "node:assert";
import {
  fromCellAnswer,
  fromLockVersion,
  fromPrimaryValueList,
  fromValidation,
  toPrimaryValueList,
} from "../../../src/aws/wire";

describe("the service's shapes", () => {
  it("name the default record by nothing: null, absent and empty are the same", () => {
    for (const list of [null, undefined, []]) assert.deepEqual(fromPrimaryValueList(list), {});
    assert.equal(toPrimaryValueList({}), undefined);
    assert.equal(fromCellAnswer({ AttributeName: "Opens" }).rowKey, "\\default");
  });

  it("have keys in a fixed order, and take them in any", () => {
    const list = toPrimaryValueList({ Store: "Berlin", Country: "DE" });
    assert.deepEqual(
      list?.map(({ AttributeName }) => AttributeName),
      ["Country", "Store"],
    );
    assert.deepEqual(fromPrimaryValueList([...(list ?? [])].reverse()), { Country: "DE", Store: "Berlin" });
    const odd = fromPrimaryValueList([{ AttributeName: "__proto__", Value: "a" }]);
    assert.deepEqual(Object.entries(odd), [["__proto__", "a"]]);
    assert.deepEqual(toPrimaryValueList(odd), [{ AttributeName: "__proto__", Value: "a" }]);
  });

  it("keep the parts of a lock version that are there", () => {
    assert.deepEqual(fromLockVersion({ DataTable: "1", Value: "" }), { DataTable: "1", Value: "" });
    for (const version of [null, undefined, {}]) assert.deepEqual(fromLockVersion(version), {});
  });

  it("may leave out everything of a cell but its name", () => {
    const cell = fromCellAnswer({
      AttributeName: "Opens",
      PrimaryValues: [{ AttributeName: "Store", Value: "Berlin" }],
    });
    assert.deepEqual(
      [cell.value, cell.valueType, cell.lockVersion, cell.lastModifiedTime],
      ["", "TEXT", {}, undefined],
    );
  });

  it("have rules with a zero, and none where there is none", () => {
    assert.deepEqual(fromValidation({ Minimum: 0, MaxLength: 0, IgnoreCase: false }), {
      maxLength: 0,
      ignoreCase: false,
      minimum: 0,
    });
    assert.equal(fromValidation({}), undefined);
    assert.equal(fromValidation(undefined), undefined);
  });
});
