import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { personalities, switchValues } from "../../../src/simulator";
import { routes } from "../../../src/simulator/http/routes";

const page = readFileSync(join(__dirname, "../../../docs/simulator.md"), "utf8");

/** The rows of the table below a heading: the cells of each. */
function tableBelow(heading: string): string[][] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  const lines = own.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((text) => text.trim()),
  );
}

const bare = (text: string | undefined): string => (text ?? "").replaceAll("`", "");

describe("docs/simulator.md", () => {
  it("lists every switch with its default and its other values, and no other", () => {
    const documented = tableBelow("Switches").map(([name, first, others]) => [bare(name), bare(first), bare(others)]);
    const actual = Object.entries(switchValues).map(([name, [first, ...others]]) => {
      const isCount = [first, ...others].some((value) => typeof value === "number");
      const null_ = others.includes(null) ? ", null" : "";
      return [name, String(first), isCount ? `any whole number${null_}` : others.join(", ")];
    });
    assert.deepEqual(documented, actual);
  });

  it("gives each switch a mark and a reason", () => {
    for (const [name, , , mark, why = ""] of tableBelow("Switches")) {
      assert.match(mark ?? "", /^[DOIU]$/, name);
      assert.ok(why.length > 10, name);
    }
  });

  it("lists every personality, and no other", () => {
    assert.deepEqual(
      tableBelow("Personalities").map(([name]) => bare(name)),
      Object.keys(personalities),
    );
  });

  it("lists every fault", () => {
    const source = readFileSync(join(__dirname, "../../../src/simulator/world/faults.ts"), "utf8");
    const [, list = ""] = /const kinds[^[]*\[([^\]]*)\]/.exec(source.replace("FaultKind[]", "")) ?? [];
    const kinds = [...list.matchAll(/"([^"]+)"/g)].map(([, kind]) => kind);
    assert.ok(kinds.length > 5);
    assert.deepEqual(
      tableBelow("Faults").map(([name]) => bare(name)),
      kinds,
    );
  });

  it("lists every private route", () => {
    const source = readFileSync(join(__dirname, "../../../src/simulator/private-routes.ts"), "utf8");
    const actual = [...source.matchAll(/"(GET|PUT|PATCH|POST|DELETE) ([a-z-]+)":/g)].map(
      ([, verb, path]) => `${verb} ${path}`,
    );
    const documented = tableBelow("Private routes").flatMap(([route = ""]) => {
      const path = /_simulator\/([a-z-]+)/.exec(route)?.[1] ?? "";
      return [...route.matchAll(/[A-Z]{3,}/g)].map(([verb]) => `${verb} ${path}`);
    });
    assert.deepEqual(documented.sort(), actual.sort());
  });
});

describe("the simulator's routes", () => {
  it("are the 19 data-table operations, three for tags and one for the instance", () => {
    const operations = routes.map(({ operation }) => operation);
    assert.equal(new Set(operations).size, 23);
    assert.equal(operations.filter((name) => name.includes("DataTable")).length, 19);
  });
});
