import { strict as assert } from "node:assert";
import { valuesProject, type ValuesProject } from "../helpers/values-project";

const columns = { Store: { type: "TEXT", primary: true }, Opens: { type: "TEXT" } } as const;

/** Mistakes: what they are → the arguments as a program writes them, and what must be said, in this order; nothing else is. */
const mistakes: readonly (readonly [title: string, args: string, problems: readonly RegExp[]])[] = [
  [
    "arguments of another shape, and a name in the place of an id",
    `{
      ...hours, rows: null, moved: null, instanceId: undefined, dataTableId: "Routing", primaryAttributes: "Store",
      exclusive: true, onconflict: "fail", guard: "off", ignore: ["TEST-*"], renamed: ["X"],
    }`,
    [
      /moved is null\. \[INVALID_SETTING\]/,
      /rows is null\. \[INVALID_SETTING\]/,
      /no argument "exclusive"\. \[UNKNOWN_SETTING\]/,
      /guard is "off"\. \[INVALID_SETTING\]/,
      /ignore is a list\. \[INVALID_SETTING\]/,
      /no argument "onconflict"\. \[UNKNOWN_SETTING\]\n +Did you mean "onConflict"/,
      /primaryAttributes is "Store"\. \[INVALID_SETTING\]/,
      /renamed is a list\. \[INVALID_SETTING\]/,
      /instanceId is missing\. \[MISSING_SETTING\]/,
      /dataTableId is "Routing", which looks like a name\. \[INVALID_IDENTITY\]\n.*getDataTable\(\{ instanceId, name: "Routing" \}\)/,
    ],
  ],
  [
    "outputs that a stack reference does not have, and a pattern where a list belongs",
    `{ ...hours, rows: pulumi.output(undefined), dataTableId: pulumi.output(undefined), ignore: { rows: "TEST-*" } }`,
    [
      /rows is an Output whose value is undefined\. \[INVALID_SETTING\]/,
      /dataTableId is missing\. \[MISSING_SETTING\]/,
      /ignore\.rows is "TEST-\*"\. \[INVALID_SETTING\]/,
    ],
  ],
  ["rows by key", `{ ...hours, rows: { Berlin: { Opens: "09:00" } } }`, [/rows is an object\. \[INVALID_SETTING\]/]],
  ["a text in the place of rows", `{ ...hours, rows: "Berlin" }`, [/rows is "Berlin"\. \[INVALID_SETTING\]/]],
  [
    "forgotten key columns",
    `{ ...hours, primaryAttributes: undefined, rows: stores.map((Store) => ({ Store, Opens: "09:00" })) }`,
    [/rows are declared without key columns\. \[MISSING_KEY\]/],
  ],
  [
    "a secret in a key column",
    `{ ...hours, sensitive: ["Store"], rows: [{ Store: pulumi.secret("hush"), Opens: "09:00" }] }`,
    [/key column "Store" of row 1 is a secret.*\[INVALID_KEY\]/, /a key column cannot be sensitive/],
  ],
  [
    "rows that are a secret as a whole",
    `{ ...hours, rows: pulumi.secret([{ Store: "hush", Opens: "09:00" }]) }`,
    [/`rows` as a whole is a secret.*\[INVALID_KEY\]/],
  ],
];

const program = `
const pulumi = require("@pulumi/pulumi");
const { DataTableValues } = require("pulumi-connect-data-tables");
const { hours } = require("./desired.json");
const stores = Array.from({ length: 34 }, (_, index) => "S" + index);
const args = [${mistakes.map(([, args]) => `() => (${args})`).join(", ")}];
new DataTableValues("hours", args[process.env.MISTAKE]());
`;

describe("a program with a mistake, on the real engine", function () {
  this.timeout(120_000);
  let stack: ValuesProject;
  let previews: ReturnType<ValuesProject["pulumi"]>[] = [];
  before(async function () {
    this.timeout(300_000);
    stack = await valuesProject({ "index.js": program }, columns);
    stack.declare({ hours: { rows: [{ Store: "Berlin", Opens: "09:00" }] } });
    // Previews take no lock, so they can run side by side.
    previews = mistakes.map((_, index) => stack.pulumi(["preview"], { MISTAKE: String(index) }));
    await Promise.allSettled(previews);
  });
  after(() => stack?.close());

  for (const [index, [title, , problems]] of mistakes.entries()) {
    it(`is told of ${title}: every problem has a code, no stack trace and no secret`, async () => {
      const { code, all = "" } = (await previews[index]) ?? {};
      assert.notEqual(code, 0);
      const diagnostics = all.slice(all.indexOf("Diagnostics:"));
      for (const problem of problems) assert.match(diagnostics, problem);
      assert.equal(diagnostics.match(/\[[A-Z]+_[A-Z]+\]/g)?.length, problems.length, diagnostics);
      assert.doesNotMatch(all, /TypeError|\bat .*\.js:\d+|hush/);
      assert.deepEqual(stack.bench.simulator.dump().tables.Hours?.rows, []);
    });
  }
});
