import type { SwitchName } from "../../../../src/simulator";
import { cell, outcome } from "../bench";
import { seen, stores, readBack, filled, raw, setLimit, type Probe } from "./tools";

/** What a client sees of the switches for values. */
export const valueProbes = {
  trimValues: readBack("TEXT", " x "),
  canonicalNumbers: readBack("NUMBER", "1.50"),
  respaceLists: readBack("TEXT_LIST", '["a", "b"]'),
  normaliseUnicode: readBack("TEXT", "e\u0301"),
  rewriteArnRegions: readBack("TEXT", "arn:aws:connect:us-west-2:1:instance/x"),
  booleanSpelling: readBack("BOOLEAN", "TRUE"),
  numberSpelling: readBack("NUMBER", "+1"),
  emptyText: readBack("TEXT", ""),
  emptyKey: async (bench) => outcome(await bench.create(await bench.table(), cell("", "9"))),
  normaliseKeys: async (bench) => {
    bench.simulator.setSwitches({ trimValues: true });
    await bench.create(await bench.table(), cell(" Berlin ", "9"));
    return bench.simulator.dump().tables.Hours?.rows;
  },
  numberKeys: async (bench) => {
    const columns = { Store: { ValueType: "NUMBER" as const, Primary: true }, Opens: "TEXT" };
    const place = await bench.table("Hours", "NONE", columns);
    return outcome(await bench.create(place, cell("1", "9"), cell("1.0", "9")));
  },
  expressionSyntax: async (bench) => outcome(await bench.create(await bench.table(), cell("Berlin", "=ADD("))),
  attributeNames: async (bench) =>
    outcome(await bench.create(await bench.table(), cell("Berlin", "9", undefined, "OPENS"))),
} satisfies Partial<Record<SwitchName, Probe>>;

/** What a client sees of the switches for records and keys. */
export const recordProbes = {
  defaultRecordId: async (bench) => {
    const answer = await bench.create(await bench.table(), cell(null, "9"));
    return answer.Successful?.[0]?.RecordId === "DEFAULT";
  },
  defaultRecordKeys: async (bench) => {
    const place = await bench.table();
    await bench.create(place, cell(null, "9"));
    return { of: (await raw(bench, place, "/values/list")).Values[0]?.PrimaryValues };
  },
  recordWithoutCells: async (bench) => {
    const place = await filled(bench);
    await bench.remove(place, cell("Berlin"));
    return (await bench.listKeys(place)).PrimaryValuesList?.length;
  },
  keyAttributeItem: async (bench) =>
    outcome(await bench.create(await bench.table(), cell("Berlin", "Berlin", undefined, "Store"))),
  keyCellsCount: async (bench) => {
    await setLimit(bench, 2);
    return seen(bench.create(await bench.table(), ...stores(2)), outcome);
  },
  keyCellsListed: async (bench) =>
    (await bench.list(await filled(bench))).Values?.map(({ AttributeName }) => AttributeName),
  recordIdOnKeyChange: async (bench) => {
    const place = await filled(bench);
    const before = (await bench.list(place)).Values?.[0]?.RecordId;
    await bench.rekey(place, "Berlin", "Bonn", {});
    return (await bench.list(place)).Values?.[0]?.RecordId === before;
  },
  keyColumnOnData: async (bench) => {
    const result = await seen(bench.column(await filled(bench), "City", "key"));
    return [result, bench.simulator.dump().tables.Hours?.rows];
  },
  keyChangeError: async (bench) => seen(bench.column(await filled(bench), "City", "key")),
  keyCollisionError: async (bench) => {
    const place = await filled(bench);
    await bench.create(place, cell("Rome", "8"));
    return seen(bench.rekey(place, "Berlin", "Rome", {}));
  },
  listKeys: async (bench) => seen(bench.column(await bench.table(), "L", { ValueType: "TEXT_LIST", Primary: true })),
} satisfies Partial<Record<SwitchName, Probe>>;
