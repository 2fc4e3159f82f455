import { strict as assert } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { DataTable, DataTableValues, type DataTableValuesArgs } from "../../../src";

interface Row {
  readonly Store: string;
  readonly Opens?: string;
  readonly Seats: number;
}

const place = { instanceId: "i", dataTableId: "t", primaryAttributes: ["Store"] };
declare const rows: Row[];
declare const unions: Record<string, string | number>[];

/** Never called: that it compiles is the test. */
export function programsThatCompile(table: DataTable, config: pulumi.Config): DataTableValues[] {
  const args: DataTableValuesArgs = { ...place, rows: [{ Store: "Berlin" }] };
  return [
    new DataTableValues("interface", { ...place, rows }),
    new DataTableValues("output", { ...place, rows: pulumi.output(rows) }),
    new DataTableValues("typed-config", { ...place, rows: config.requireObject<Row[]>("rows") }),
    new DataTableValues("config", { ...place, rows: config.requireObject("rows") }),
    new DataTableValues("record", { ...place, rows: unions }),
    new DataTableValues("mapped", { ...place, rows: rows.map((row) => ({ ...row, Extra: pulumi.output(1) })) }),
    new DataTableValues("mixed", { ...place, rows: [pulumi.output({ Store: "a" }), { Store: "b", Open: true }] }),
    new DataTableValues("literal", {
      table,
      rows: [
        { Store: "Berlin", Opens: pulumi.secret("09:00"), Channels: ["VOICE"] },
        { Store: "Paris", Opens: { expression: "=NOW()" }, Rates: [1, 2.5], Note: null },
      ],
    }),
    new DataTableValues("args", args),
  ];
}

/** Never called: that each of these does not compile is the test. */
export function programsThatDoNotCompile(table: DataTable): void {
  // @ts-expect-error a date is not a value
  new DataTableValues("date", { ...place, rows: [{ Store: "Berlin", Opens: new Date() }] });
  // @ts-expect-error an object is not a value, unless it is an expression
  new DataTableValues("object", { ...place, rows: [{ Store: "Berlin", Opens: { text: "09:00" } }] });
  // @ts-expect-error a table is named once
  new DataTableValues("twice", { table, dataTableId: "t", rows: [] });
  // @ts-expect-error a table must be named
  new DataTableValues("nowhere", { rows: [] });
}

describe("the classes of a program", () => {
  it("have the type tokens by which policies find them", () => {
    assert.equal(DataTable.__pulumiType, "pulumi-nodejs:dynamic/connect-data-tables:DataTable");
    assert.equal(DataTableValues.__pulumiType, "pulumi-nodejs:dynamic/connect-data-tables:DataTableValues");
  });
});
