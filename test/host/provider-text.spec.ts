import { strict as assert } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { programInputs, type DeclaredResource } from "../helpers/program-inputs";
import { newFolder } from "../helpers/project";
import { instanceId } from "../helpers/values-bench";

const values = { instanceId, dataTableId: "6f0a1b2c-0000-4000-8000-000000000001", primaryAttributes: ["Store"] };
const table = { instanceId, name: "Hours", timeZone: "UTC", attributes: { Store: { type: "TEXT", primary: true } } };
const resources: DeclaredResource[] = [
  { type: "DataTableValues", name: "hours", args: { ...values, rows: [{ Store: "Berlin", Opens: "09:00" }] } },
  { type: "DataTableValues", name: "others", args: { ...values, region: "us-east-1", endpoint: "http://127.0.0.1:1" } },
  { type: "DataTable", name: "table", args: table },
  { type: "DataTable", name: "second table", args: { ...table, profile: "mine" } },
];

/** The text may contain a short value by chance, and the name of the package, which npm puts into the environment, by intent. */
const isTelling = (value: string) => value.length >= 8 && value !== "pulumi-connect-data-tables";

// The text stands in the state of every stack. A change of it shows as a change of each resource there, so these snapshots are not to be
// updated without a reason that is worth that.
describe("the provider's text in state", function () {
  this.timeout(120_000);
  let text: (name: string) => string;
  let elsewhere: (name: string) => string;
  let env: Record<string, string>;

  before(async () => {
    const folder = await newFolder();
    env = {
      ...(process.env as Record<string, string>),
      A_SECRET: "hush-hush-hush",
      AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI",
    };
    const here = await programInputs(join(folder, "here"), resources, env);
    const there = await programInputs(join(folder, "there", "deep"), resources, { ...env, A_SECRET: "other" });
    text = (name) => String(here[name]?.__provider);
    elsewhere = (name) => String(there[name]?.__provider);
  });

  for (const [type, name, sibling] of [
    ["DataTableValues", "hours", "others"],
    ["DataTable", "table", "second table"],
  ] as const) {
    describe(type, () => {
      it("is exactly the one that the published versions wrote", () => {
        const snapshot = join(__dirname, `provider-text.${type}.txt`);
        assert.ok(existsSync(snapshot), `${snapshot} is missing:\n${text(name)}`);
        assert.equal(text(name), readFileSync(snapshot, "utf8"));
      });

      it("has at most 2.5 kB", () => assert.ok(text(name).length <= 2500, `${text(name).length} characters`));

      it("loads the package's runtime and nothing else", () => {
        const loaded = [...text(name).matchAll(/\b(?:require|import)\b\s*\(?([^)]*)/g)].map(([, what]) => what);
        assert.deepEqual([...new Set(loaded)], ['"pulumi-connect-data-tables/runtime"']);
      });

      it("is the same for two resources, whatever their arguments, and in two working directories", () => {
        assert.equal(text(sibling), text(name));
        assert.equal(elsewhere(name), text(name));
      });

      it("contains no value of the environment and no path", () => {
        const values = Object.entries(env).filter(([, value]) => isTelling(value));
        const found = values.filter(([, value]) => text(name).includes(value)).map(([variable]) => variable);
        assert.deepEqual(found, []);
        assert.doesNotMatch(text(name), /node_modules|\/(?:root|home|tmp|work|Users)\b|[A-Z]:\\/);
      });
    });
  }
});
