import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { makeReport, type Report } from "../../../src/report/report";
import { reportPlan } from "../../../src/report/from-plan";
import { reportPreview } from "../../../src/report/preview/from-preview";
import { renderJson } from "../../../src/report/render/json";
import { planOf, samplePlan } from "./sample-plan";

const published: unknown = JSON.parse(readFileSync(`${__dirname}/../../../schema/report.schema.json`, "utf8"));

/** The published schema allows members that it does not name; here each must be named. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const members = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, closed(member)]));
  return "properties" in members ? { additionalProperties: false, ...members } : members;
}

describe("the JSON form of a report", () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(closed(published) as object);
  const check = (report: Report) =>
    assert.ok(validate(JSON.parse(renderJson(report))), JSON.stringify(validate.errors));
  const redact = ({ attribute }: { attribute: string }) => attribute === "ApiKey";
  const options = { name: "T", primaryAttributes: ["Store"], redact };

  it("fits its published schema, for plans of any size", () => {
    check(makeReport([]));
    check(makeReport([reportPlan(samplePlan, options)], [{ severity: "warning", text: "x", table: "T" }]));
    check(makeReport([reportPlan(planOf(5000), options)]));
  });

  it("fits it for every recorded preview", () => {
    for (const name of [
      "preview.json",
      "preview-stream.jsonl",
      "preview-that-failed.json",
      "preview-with-replacement.json",
    ]) {
      const read = reportPreview(readFileSync(`${__dirname}/fixtures/${name}`, "utf8"));
      assert.ok("report" in read, name);
      check(read.report);
    }
  });

  it("has values with their types", () => {
    const { changes } = reportPlan(samplePlan, options);
    assert.deepEqual(changes.map(({ type, before, after }) => [type, before, after]).slice(0, 7), [
      ["TEXT", { value: "08:00" }, { value: "07:30" }],
      ["TEXT", undefined, { value: "one\ntwo | three `four` <b>" }],
      ["NUMBER", { value: 12 }, { value: "12345678901234567890" }],
      ["TEXT_LIST", { value: ["VOICE"] }, { value: ["VOICE", "CHAT"] }],
      ["BOOLEAN", { value: true }, { value: false }],
      ["TEXT", { sensitive: true }, { sensitive: true }],
      ["TEXT", { value: "09:00" }, { value: { expression: "=HOOP(1)" } }],
    ]);
    assert.deepEqual(changes[4]?.key, { Store: "a|b `c`" });
  });
});
