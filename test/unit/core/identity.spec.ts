import { strict as assert } from "node:assert";
import { parseInstanceId, parseTableId } from "../../../src/core/identity";

describe("ids, ARNs and aliases", () => {
  const arn = "arn:aws:connect:eu-central-1:123456789012:instance/i-1";
  const where = { region: "eu-central-1", account: "123456789012", instanceId: "i-1" };

  it("are one identity", () => {
    assert.deepEqual(parseInstanceId("i-1"), { instanceId: "i-1" });
    assert.deepEqual(parseInstanceId(arn), where);
    for (const form of ["t-1", "t-1:$LATEST", "t-1:$SAVED"])
      assert.deepEqual(parseTableId(form), { dataTableId: "t-1" }, form);
    for (const alias of ["", ":$LATEST", ":$SAVED"]) {
      assert.deepEqual(parseTableId(`${arn}/data-table/t-1${alias}`), { ...where, dataTableId: "t-1" });
    }
    for (const partition of ["aws-cn", "aws-us-gov"]) {
      assert.equal(parseTableId(`${arn.replace("aws", partition)}/data-table/t-1`)?.dataTableId, "t-1");
    }
  });

  it("are not read out of anything else", () => {
    for (const text of [
      "",
      "a b",
      "i-1/t-1",
      "arn:aws:s3:::bucket",
      `${arn}/queue/q`,
      "t-1:$OTHER",
      `${arn}:x`,
      "x".repeat(257),
    ]) {
      assert.equal(parseTableId(text), undefined, text);
    }
    assert.equal(parseTableId(arn), undefined, "an instance is no table");
    assert.equal(parseInstanceId(`${arn}/data-table/t-1`), undefined, "a table is no instance");
    assert.equal(parseInstanceId("x".repeat(101)), undefined);
  });
});
