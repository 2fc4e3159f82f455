import { strict as assert } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { toEngineInputs } from "../../../src/provider/values/program/engine-inputs";
import { DataTableValues } from "../../../src/provider/values/resource";
import { dataTableValuesVerbs } from "../../../src/provider/values/verbs";
import { useDummyCredentials } from "../../helpers/values-bench";

const instanceId = "11111111-2222-4333-8444-555555555555";
const dataTableId = "6f0a1b2c-0000-4000-8000-000000000001";
const right = { instanceId, dataTableId, primaryAttributes: ["Store"], rows: [{ Store: "Berlin", Opens: "09:00" }] };

function playEngine(): void {
  useDummyCredentials();
  void pulumi.runtime.setMocks({
    newResource: ({ inputs }) => ({ id: "id", state: inputs as Record<string, unknown> }),
    call: ({ inputs }) => inputs as Record<string, unknown>,
  });
}

/** The inputs as they reach the provider: resolved, without what is undefined. */
async function registered(args: object): Promise<Record<string, unknown>> {
  const inputs = pulumi.output(toEngineInputs("hours", args as never, undefined)) as pulumi.Output<unknown>;
  const plain = await new Promise((resolve) => void inputs.apply(resolve));
  return JSON.parse(JSON.stringify(plain)) as Record<string, unknown>;
}

/** What a preview of the program is refused for, line by line; the endpoint answers nobody. */
async function refusal(change: object): Promise<string[]> {
  const inputs = await registered({ ...right, endpoint: "http://127.0.0.1:9", ...change });
  const { failures = [] } = await dataTableValuesVerbs.check({}, inputs as never);
  const [, ...lines] = failures.flatMap(({ reason }) => reason.split("\n"));
  return lines;
}

/** The same without what to do. */
async function problems(change: object): Promise<string[]> {
  return (await refusal(change)).filter((line) => !line.startsWith("  "));
}

/** The whole refusal of one wrong argument: what is wrong, and what to do. */
const wrong: readonly (readonly [object, string, string])[] = [
  [{ onConfict: "overwrite" }, 'there is no argument "onConfict". [UNKNOWN_SETTING]', 'Did you mean "onConflict"?'],
  [{ onconflict: "fail" }, 'there is no argument "onconflict". [UNKNOWN_SETTING]', 'Did you mean "onConflict"?'],
  [{ ignore: { colums: ["Note"] } }, 'ignore has no property "colums". [UNKNOWN_SETTING]', 'Did you mean "columns"?'],
  [{ ignore: ["TEST-*"] }, "ignore is a list. [INVALID_SETTING]", "Use an object with rows and columns."],
  [{ ignore: { rows: "TEST-*" } }, 'ignore.rows is "TEST-*". [INVALID_SETTING]', 'Use a list, such as ["a", "b"].'],
  [{ ignore: { rows: [7] } }, "ignore.rows[0] is 7. [INVALID_SETTING]", "Use a string."],
  [{ ownership: true }, "ownership is true. [INVALID_SETTING]", 'Use "declared" or "exclusive".'],
  [
    { guard: "off" },
    'guard is "off". [INVALID_SETTING]',
    "Use false, or an object with maxUpdatePercent, maxDeletePercent, minimumRows and allowEmpty.",
  ],
  [
    { guard: { maxUpdate: 5 } },
    'guard has no property "maxUpdate". [UNKNOWN_SETTING]',
    "Properties: maxUpdatePercent,",
  ],
  [{ guard: { allowEmpty: "yes" } }, 'guard.allowEmpty is "yes". [INVALID_SETTING]', "Use true or false."],
  [{ guard: { minimumRows: -1 } }, "guard.minimumRows is -1. [INVALID_SETTING]", "Use a whole number of at least 0."],
  [{ renamed: ["X"] }, "renamed is a list. [INVALID_SETTING]", "Use an object of names, each with"],
  [{ renamed: { Places: 5 } }, "renamed.Places is 5. [INVALID_SETTING]", "Use a string of 1 to 127 characters."],
  [{ moved: null }, "moved is null. [INVALID_SETTING]", "Use a list, such as [{ … }]."],
  [{ moved: [{ from: { Store: "a" } }] }, "moved[0].to is missing. [MISSING_SETTING]", "Add it:"],
  [{ primaryAttributes: "K" }, 'primaryAttributes is "K". [INVALID_SETTING]', 'Use a list, such as ["a", "b"].'],
  [
    { primaryAttributes: ["Store", "Store"] },
    'primaryAttributes lists "Store" twice. [DUPLICATE_ENTRY]',
    "Keep one of the two.",
  ],
  [{ sensitive: "Opens" }, 'sensitive is "Opens". [INVALID_SETTING]', 'Use a list, such as ["a", "b"].'],
  [{ rows: null }, "rows is null. [INVALID_SETTING]", "Use a list of rows."],
  [{ rows: { Berlin: {} } }, "rows is an object. [INVALID_SETTING]", "Use a list of rows."],
  [{ rows: "Berlin" }, 'rows is "Berlin". [INVALID_SETTING]', "Use a list of rows."],
  [
    { rows: pulumi.output(undefined) },
    "rows is an Output whose value is undefined. [INVALID_SETTING]",
    "Use a list of rows; an output that a stack reference does not have is undefined.",
  ],
  [{ defaults: "08:00" }, 'defaults is "08:00". [INVALID_SETTING]', "Use an object of columns, each with a value."],
  [
    { defaults: pulumi.output(undefined) },
    "defaults is an Output whose value is not an object. [INVALID_SETTING]",
    "Use an object with columns and their values; an output that a stack reference does not have is undefined.",
  ],
  [
    { primaryAttributes: pulumi.output(["Store"]) },
    "primaryAttributes is an Output or contains one. [INVALID_SETTING]",
    "Use plain names:",
  ],
  [{ instanceId: undefined }, "the argument instanceId is missing. [MISSING_SETTING]", "Set it to the id or ARN of"],
  [{ dataTableId: undefined }, "the argument dataTableId is missing. [MISSING_SETTING]", "Set it to the id or ARN of"],
  [{ dataTableId: 7 }, "dataTableId is 7. [INVALID_SETTING]", "Use a string."],
  [
    { dataTableId: "Routing" },
    'dataTableId is "Routing", which looks like a name. [INVALID_IDENTITY]',
    'Copy the id or the ARN from the admin website or the AWS CLI; getDataTable({ instanceId, name: "Routing" }) finds',
  ],
  [{ valueQuota: 0 }, "valueQuota is 0. [INVALID_SETTING]", "Use a whole number of at least 1."],
  [{ batchSize: "25" }, 'batchSize is "25". [INVALID_SETTING]', "Use a whole number from 1 to 1000."],
  [{ burst: 0 }, "burst is 0. [INVALID_SETTING]", "Use a whole number from 1 to 1000."],
  [{ requestsPerSecond: 0 }, "requestsPerSecond is 0. [INVALID_SETTING]", "Use a number above 0."],
  [{ profile: null }, "profile is null. [INVALID_SETTING]", "Use a string."],
  [{ assumeRole: { rolArn: "x", roleArn: "y" } }, 'assumeRole has no property "rolArn". [UNKNOWN_SETTING]', "Did you"],
  [{ assumeRole: {} }, "assumeRole.roleArn is missing. [MISSING_SETTING]", "Add it: a string."],
  [
    { allowedAccountIds: ["123"] },
    'allowedAccountIds[0] is "123". [INVALID_SETTING]',
    "Use account ids: strings of 12 digits.",
  ],
  [
    { exported: "2026-11-24T09:00:00Z" },
    'exported is "2026-11-24T09:00:00Z". [INVALID_SETTING]',
    "Use an object with at and from.",
  ],
  [
    { exportedAt: "2026-11-24T09:00:00Z" },
    "`exportedAt` does not say which table was exported; `exported` replaces it. [INVALID_SETTING]",
    `Export the table again, or, if these values were exported from this very table, write: exported: { at: "2026-11-24T09:00:00Z", from: "${instanceId}/${dataTableId}" }`,
  ],
];

describe("wrong arguments of DataTableValues", () => {
  before(playEngine);

  it("are told from right ones", async () => {
    assert.deepEqual(await refusal({}), []);
    const all = {
      ...{ ownership: "exclusive", onConflict: "overwrite", ignore: { rows: ["TEST-*"] }, sensitive: ["Opens"] },
      ...{ guard: { maxUpdatePercent: 100 }, valueQuota: 5, renamed: { Places: "Seats" }, defaults: { Opens: "x" } },
      ...{ moved: [{ from: { Store: 5 }, to: { Store: true } }], batchSize: 5, burst: 1, requestsPerSecond: 0.5 },
      ...{ exported: { at: "2026-11-24T09:00:00Z", from: "i/t" }, allowedAccountIds: ["123456789012"] },
    };
    assert.deepEqual(await refusal(all), []);
  });

  for (const [change, problem, advice] of wrong) {
    it(`are refused: ${problem}`, async () => {
      const [first, second = "", ...more] = await refusal(change);
      assert.equal(first, problem);
      assert.ok(second.startsWith(`  ${advice}`), second);
      assert.deepEqual(more, []);
    });
  }

  it("are refused all at once, with the wrong values", async () => {
    const rows = [{ Store: "Berlin", Opens: "=1" }, { Opens: "x" }];
    assert.deepEqual(await problems({ exclusive: true, guard: 5, ignore: null, rows }), [
      'there is no argument "exclusive". [UNKNOWN_SETTING]',
      "guard is 5. [INVALID_SETTING]",
      "ignore is null. [INVALID_SETTING]",
      'column "Store": row 2 has no value in this key column. [MISSING_KEY]',
      'row "Berlin", column "Opens": the string "=1" begins with "=", and the service would evaluate it as an expression. [LITERAL_EXPRESSION]',
    ]);
  });

  it("show no value while it is not certain which columns are sensitive", async () => {
    const rows = [{ Store: "Berlin", Opens: "=hush" }];
    for (const change of [{ sensitive: "Opens" }, { sensitve: ["Opens"] }]) {
      assert.doesNotMatch((await refusal({ rows, ...change })).join("\n"), /hush/);
    }
  });

  it("that are key columns cannot be hidden", async () => {
    assert.deepEqual(await problems({ sensitive: ["Store"] }), [
      'column "Store": a key column cannot be sensitive: a row is named by its key. [INVALID_SETTING]',
    ]);
  });
});

describe("rows without key columns", () => {
  before(playEngine);

  it("are one problem, whatever their number", async () => {
    const rows = Array.from({ length: 34 }, (_, index) => ({ Store: `S${index}`, Opens: "09:00" }));
    for (const given of [rows, pulumi.output(rows)]) {
      assert.deepEqual(await problems({ primaryAttributes: undefined, rows: given }), [
        "rows are declared without key columns. [MISSING_KEY]",
      ]);
    }
  });
});

describe("two rows with one key", () => {
  before(playEngine);

  it("are named by both positions", async () => {
    const rows = ["a", "b", "c", "b"].map((Store) => ({ Store, Opens: "x" }));
    assert.deepEqual(await problems({ rows }), ['row "b": row 4 has the same key as row 2. [DUPLICATE_ROW]']);
  });
});

describe("a secret key", () => {
  before(playEngine);

  const because = "is a secret, but a row is named by its key in state, previews and messages. [INVALID_KEY]";
  const row = { Store: "hush", Opens: "09:00" };

  for (const [title, change, subject] of [
    ["in a key column", { rows: [row, { ...row, Store: pulumi.secret("hush") }] }, 'the key column "Store" of row 2'],
    ["in a row", { rows: [pulumi.secret(row)] }, "row 1 as a whole"],
    ["in rows", { rows: pulumi.secret([row, row]) }, "`rows` as a whole"],
    ["in a move", { moved: [{ from: { Store: pulumi.secret("hush") }, to: { Store: "b" } }] }, "`moved`"],
  ] as const) {
    it(`${title} is refused, and shown nowhere`, async () => {
      const lines = await refusal(change);
      assert.equal(lines[0], `${subject} ${because}`);
      assert.match(lines[1] ?? "", /pulumi\.unsecret/);
      assert.equal(lines.length, 2);
      assert.doesNotMatch(lines.join("\n"), /hush/);
    });
  }

  it("is told from secret cells, and from a key that is only not known yet", async () => {
    assert.deepEqual(await problems({ rows: [{ Store: pulumi.output("Berlin"), Opens: pulumi.secret("x") }] }), []);
    assert.deepEqual(await problems({ rows: pulumi.output([row]), defaults: pulumi.secret({ Opens: "x" }) }), []);
  });
});

describe("names that every object has", () => {
  before(playEngine);

  const names = ["toString", "constructor", "valueOf", "hasOwnProperty"];

  it("work as keys and as columns", async () => {
    const rows = names.map((Store) => ({ Store, ...Object.fromEntries(names.map((name) => [name, "x"])) }));
    const values = new DataTableValues("hours", {
      ...right,
      rows: rows,
      defaults: { toString: "x" },
    });
    const urn = await new Promise((resolve) => void values.urn.apply(resolve));
    assert.match(String(urn), /::hours$/);
    assert.deepEqual(await problems({ rows, defaults: { toString: "x" } }), []);
  });

  it("are refused where JavaScript would lose them", async () => {
    const lost = JSON.parse('{ "Store": "Berlin", "__proto__": "x", "Opens": "y" }') as object;
    const problem = "a column of this name cannot be represented in JavaScript. [INVALID_NAME]";
    assert.deepEqual(await problems({ rows: [lost] }), [`row "Berlin", column "__proto__": ${problem}`]);
    const defaults = JSON.parse('{ "__proto__": "x", "Opens": "y" }') as object;
    assert.deepEqual(await problems({ defaults }), [`row "(default record)", column "__proto__": ${problem}`]);
  });
});

describe("DataTableValues.get", () => {
  before(playEngine);

  it("refuses wrong arguments where they are given", () => {
    const get = (args: object) => () => DataTableValues.get("hours", args as never);
    assert.throws(
      get({ instanceId, dataTableId: undefined }),
      /the argument dataTableId is missing\. \[MISSING_SETTING\]/,
    );
    assert.throws(get({ instanceId, dataTableId, rows: [] }), /there is no argument "rows"\. \[UNKNOWN_SETTING\]/);
    assert.throws(get(undefined as never), pulumi.RunError);
  });
});
