import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { experiments } from "../../src/probe/experiments/experiments";
import { experimentsTable } from "../../src/probe/render/experiments-table";
import { commands } from "../../src/probe/service/operations";

const docs = join(__dirname, "../../docs");
const bare = (text: string) => text.replace(/[\s-]+/g, " ").trim();

describe("the documents of the probe", () => {
  it("have the questions of the experiments", () => {
    const text = readFileSync(join(docs, "probe.md"), "utf8");
    const table = /<!-- questions:.*?-->(.*?)<!-- end of questions -->/s.exec(text)?.[1] ?? "";
    assert.equal(bare(table), bare(experimentsTable(experiments)));
  });

  it("have a policy that allows what the probe sends, tags on new tables, and nothing else", () => {
    const policy = JSON.parse(readFileSync(join(docs, "iam/probe.json"), "utf8")) as {
      Statement: { Action: string | string[] }[];
    };
    const allowed = policy.Statement.flatMap(({ Action }) => Action);
    const sent = [...Object.keys(commands), "TagResource"].map((operation) => `connect:${operation}`);
    assert.deepEqual(allowed.sort(), sent.sort());
  });
});
