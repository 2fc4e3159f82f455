/** Random outputs of `pulumi preview --json`: tables with rows and settings before and after, some of them sensitive, secret or not known. */
import fc from "fast-check";

const keys = ["Berlin", "Paris", "Oslo", "A | B", "<b>x</b>", "  ", "ä\u202e"];
const columns = ["Opens", "Seats", "Note", "ApiKey", "<i>"];

const value = fc.oneof(
  fc.constantFrom<unknown>("09:00", "", "12", 12, true, " x ", "[secret]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
  fc.constantFrom<unknown>(["VOICE"], [], [1, 2], { expression: "=HOOP(1)" }, "<script>alert(1)</script>", '"quoted"'),
  fc.string({ maxLength: 6 }),
);
const row = fc.dictionary(fc.constantFrom(...columns), fc.option(value, { nil: null }), { maxKeys: 5 });
const inputs = fc.record(
  {
    primaryAttributes: fc.constantFrom(["Store"], ["Store", "Country"]),
    rows: fc.dictionary(fc.constantFrom(...keys), row, { maxKeys: 6 }),
    defaults: row,
    sensitive: fc.constantFrom(["ApiKey"], []),
    ownership: fc.constantFrom("declared", "exclusive"),
    moved: fc.constantFrom([{ from: "Oslo", to: "Paris" }], []),
    renamed: fc.constantFrom({ Note: "Opens" }, {}),
  },
  { requiredKeys: ["primaryAttributes", "rows"] },
);
const op = fc.constantFrom("create", "update", "update", "update", "delete", "replace", "same");
const step = fc.tuple(op, fc.nat(9), inputs, inputs).map(([kind, name, before, after]) => ({
  op: kind,
  urn: `urn:pulumi:dev::p::pulumi-nodejs:dynamic/connect-data-tables:DataTableValues::table-${name}`,
  ...(kind !== "create" && { oldState: { inputs: before } }),
  ...(kind !== "delete" && { newState: { inputs: after } }),
}));
const diagnostic = fc.record({ severity: fc.constantFrom("warning", "error"), message: fc.string({ maxLength: 30 }) });

/** Text of one preview. */
export const previewText = fc
  .record({ steps: fc.array(step, { maxLength: 6 }), diagnostics: fc.array(diagnostic, { maxLength: 2 }) })
  .map((preview) => JSON.stringify(preview));
