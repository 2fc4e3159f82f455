import { strict as assert } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../../src/core/problem";
import type { TableByIds, ValuesArgs } from "../../../src/provider/values/resource";
import { toEngineInputs } from "../../../src/provider/values/program/engine-inputs";

type Args = Partial<ValuesArgs & TableByIds>;

const inputsOf = (args: Args) =>
  toEngineInputs("hours", { instanceId: "i", dataTableId: "t", primaryAttributes: ["Store"], ...args }, undefined);

/** The resolved value of an input. */
const resolved = (value: unknown) =>
  new Promise<unknown>((resolve) => void (pulumi.output(value) as pulumi.Output<unknown>).apply(resolve));

const problemsOf = async (args: Args) =>
  ((await resolved(inputsOf(args).__problems)) as Problem[] | undefined)?.map(({ code }) => code) ?? [];

describe("the inputs that a program registers", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ inputs }) => ({ id: "id", state: inputs as Record<string, unknown> }),
      call: ({ inputs }) => inputs as Record<string, unknown>,
    }),
  );

  it("are made at once from plain rows, every cell's Input untouched", () => {
    const cell = pulumi.output("09:00");
    const { rows } = inputsOf({ rows: [{ Store: "Berlin", Opens: cell, Seats: 1 }] });
    assert.equal((rows as Record<string, Record<string, unknown>>).Berlin?.Opens, cell);
  });

  it("have the same keys whatever the order of rows, columns and key columns", () => {
    const rows = [
      { Store: "Berlin", Country: "DE", Opens: "09:00" },
      { Opens: "10:00", Country: "FR", Store: "Paris" },
    ];
    const keys = (args: Args) => Object.keys(inputsOf(args).rows as object).sort();
    const expected = ["DE | Berlin", "FR | Paris"];
    assert.deepEqual(keys({ primaryAttributes: ["Store", "Country"], rows }), expected);
    assert.deepEqual(keys({ primaryAttributes: ["Country", "Store"], rows: [...rows].reverse() }), expected);
  });

  it("know rows and columns that are called like members of an object", () => {
    const names = ["constructor", "toString", "__proto__", "hasOwnProperty", ""];
    const rows = names.map((Store) => ({ Store, constructor: "a", toString: "b" }));
    const { rows: keyed } = inputsOf({ rows: rows });
    assert.deepEqual(Object.keys(keyed as object), [
      "constructor",
      "toString",
      "\\__proto__",
      "hasOwnProperty",
      "\\empty",
    ]);
    for (const row of Object.values(keyed as object)) assert.deepEqual({ ...row }, { constructor: "a", toString: "b" });
  });

  it("take numbers and booleans as keys, without an exponent", () => {
    const rows = [1, 1.5, 1e21, 1e-7, -0, true].map((Store) => ({ Store, Opens: "x" }));
    const expected = ["0", "1", "0.0000001", "1.5", "1000000000000000000000", "true"];
    assert.deepEqual(Object.keys(inputsOf({ rows: rows }).rows as object).sort(), expected.sort());
  });

  it("name secrets cell by cell, and all cells of rows that are a secret as a whole", async () => {
    const secret = pulumi.secret("hush");
    const cells = (args: Args) => resolved(inputsOf(args).__secretCells);
    assert.equal(await cells({ rows: [{ Store: "Berlin", Opens: "09:00" }] }), undefined);
    assert.deepEqual(await cells({ rows: [{ Store: "Berlin", Opens: secret, Note: pulumi.output("x") }] }), [
      "Opens\nBerlin",
    ]);
    assert.deepEqual(await cells({ rows: pulumi.secret([{ Store: "Berlin", Opens: "a", Note: "b" }]) }), [
      "Note\nBerlin",
      "Opens\nBerlin",
    ]);
    assert.deepEqual(await cells({ rows: [pulumi.secret({ Store: "Berlin", Opens: "a" })] }), ["Opens\nBerlin"]);
    assert.deepEqual(await cells({ rows: [{ Store: pulumi.secret("Berlin"), Opens: "a" }] }), ["Opens\nBerlin"]);
    assert.deepEqual(await cells({ defaults: pulumi.secret({ Opens: "a" }) }), ["Opens\n\\default"]);
    assert.deepEqual(await cells({ defaults: { Opens: secret } }), ["Opens\n\\default"]);
    assert.equal(await cells({ rows: pulumi.output([{ Store: "Berlin", Opens: "a" }]) }), undefined);
    assert.deepEqual(await cells({ rows: [{ Store: "Berlin", Opens: "a" }], sensitive: ["Opens"] }), ["Opens\nBerlin"]);
    assert.deepEqual(await cells({ rows: [{ Store: "Berlin", Opens: ["a", secret] as never }] }), ["Opens\nBerlin"]);
  });

  it("say what is wrong with keys and moves, and make no key of it", async () => {
    assert.deepEqual(await problemsOf({ rows: [{ Opens: "a" }, 5 as never, { Store: {} as never }, { Store: NaN }] }), [
      "MISSING_KEY",
      "INVALID_KEY",
      "INVALID_KEY",
      "INVALID_KEY",
    ]);
    assert.deepEqual(
      await problemsOf({
        rows: [
          { Store: "a", Opens: "" },
          { Store: "a", Opens: "" },
        ],
      }),
      ["DUPLICATE_ROW"],
    );
    assert.deepEqual(await problemsOf({ rows: [{ Store: "x".repeat(1001), Opens: "" }] }), ["INVALID_KEY"]);
    const [from, to] = [{ Store: "a" }, { Store: "b" }];
    assert.deepEqual(await problemsOf({ moved: [{ from, to }] }), []);
    for (const wrong of [{ Shop: "a" }, { Store: "a", Country: "b" }]) {
      assert.deepEqual(await problemsOf({ moved: [{ from: wrong as never, to }] }), ["IMPOSSIBLE_MOVE"]);
    }
    for (const wrong of [{}, { Store: null as never }]) {
      assert.deepEqual(await problemsOf({ moved: [{ from: wrong as never, to }] }), ["INVALID_SETTING"]);
    }
    assert.deepEqual(await problemsOf({ moved: [{ from: { Store: pulumi.output("a") }, to: { Shop: "b" } }] }), [
      "IMPOSSIBLE_MOVE",
    ]);
    assert.deepEqual(await resolved(inputsOf({ moved: [{ from: { Store: pulumi.output("a") }, to }] }).moved), [
      { from: "a", to: "b" },
    ]);
  });
});
