import { strict as assert } from "node:assert";
import { Secrets } from "../../../src/report/secrets";

const cell = (value: unknown, attribute = "ApiKey") => ({ rowKey: "Berlin", attribute, value: value as string });
const secrets = (...values: unknown[]) =>
  new Secrets(
    values.map((value) => cell(value)),
    () => true,
  );

describe("the service's words", () => {
  it("are left alone where no secret is in them", () => {
    const words = "BatchCreateDataTableValue: InvalidParameterException: too long (request id 1-2)";
    assert.equal(secrets("hush-hush").hide(words), words);
    assert.equal(new Secrets([cell("too long")], () => false).hide(words), words);
    assert.equal(secrets("hush-hush").hideAbout("Value not found", ["hush-hush"]), "Value not found");
  });

  it("lose every secret, whole, by its items and as JSON has it, in any case", () => {
    assert.equal(secrets("hush-hush").hide("bad hush-hush!"), "bad [secret]!");
    assert.equal(secrets("hush-hush").hide("bad HUSH-hush!"), "bad [secret]!");
    assert.equal(secrets(["alpha", "beta"]).hide("bad alpha"), "bad [secret]");
    assert.equal(secrets('say "a\nb"').hide(JSON.stringify({ v: 'say "a\nb"' })), '{"v":"[secret]"}');
    assert.equal(secrets({ expression: "=SECRET()" }).hide("SECRET() is no function"), "[secret] is no function");
    assert.equal(secrets("1").hide("row 1 of 21, code 1x"), "row [secret] of 21, code 1x");
    assert.equal(secrets("a.c$").hide("abc a.c$"), "abc [secret]");
  });

  it("are withheld where a part of a secret is left, but for the type of the error and the request id", () => {
    const words = "BatchX: InvalidParameterException: starts with hush-h… (request id 77)";
    assert.match(
      secrets("hush-hush").hide(words),
      /^the service's message is withheld.*\(InvalidParameterException, request id 77\)$/,
    );
    assert.match(secrets("zzz").hideAbout("a bad zz", ["xzz-"]), /^a bad zz$/);
    assert.match(secrets("zzz").hideAbout("bad ush", ["hush-hush"]), /withheld/);
  });
});
