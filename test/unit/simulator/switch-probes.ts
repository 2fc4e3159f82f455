import {
  BatchUpdateDataTableValueCommand,
  DescribeDataTableCommand,
  EvaluateDataTableValuesCommand,
  SearchDataTablesCommand,
  UpdateDataTableAttributeCommand,
  type DataTableLockLevel,
  type DataTableLockVersion,
} from "@aws-sdk/client-connect";
import type { SwitchName, Switches } from "../../../src/simulator";
import type { Bench } from "./bench";
import { cell, instanceId, outcome, type Item, type Place } from "./bench";

/** What a client sees of a switch: any plain value that differs with the setting. */
export type Probe = (bench: Bench) => Promise<unknown>;

/** The outcome of a call: the result, or the type of the refusal. */
async function seen<T>(call: Promise<T>, read: (answer: T) => unknown = () => "accepted"): Promise<unknown> {
  try {
    return read(await call);
  } catch (error) {
    return (error as Error).name;
  }
}

const stores = (count: number): Item[] => Array.from({ length: count }, (_, index) => cell(`S${index}`, `${index}`));
const answered = (answer: { Successful?: unknown[]; Failed?: unknown[] }): number =>
  (answer.Successful?.length ?? 0) + (answer.Failed?.length ?? 0);
const parts = (lock: DataTableLockVersion | undefined): string => Object.keys(lock ?? {}).join();

/** Whether 30 and 6 items pass. */
const sizes =
  (call: (bench: Bench, place: Place, items: Item[]) => Promise<object>): Probe =>
  async (bench) => {
    const place = await bench.table("Hours", "NONE");
    return [await seen(call(bench, place, stores(30)), answered), await seen(call(bench, place, stores(6)), answered)];
  };

/** What is read back of a value that was written. */
const readBack =
  (ValueType: "TEXT" | "NUMBER" | "BOOLEAN" | "TEXT_LIST", value: string): Probe =>
  async (bench) => {
    const place = await bench.table("Hours", "NONE", { C: ValueType });
    await bench.create(place, cell(null, value, undefined, "C"));
    return (await bench.list(place)).Values?.map(({ Value }) => Value);
  };

/** A table with one value, `Berlin`. */
async function filled(bench: Bench, level: DataTableLockLevel = "NONE"): Promise<Place> {
  const place = await bench.table("Hours", level);
  await bench.create(place, cell("Berlin", "9"));
  return place;
}

/** Which part of a value's lock version a write of it moves, at some levels. */
const moves =
  (part: keyof DataTableLockVersion, ...levels: DataTableLockLevel[]): Probe =>
  async (bench) => {
    const place = await filled(bench, "VALUE");
    const moved: boolean[] = [];
    for (const level of levels) {
      await bench.setLevel(place, level);
      const before = await bench.lock(place, "Berlin");
      bench.simulator.edit({ table: "Hours", keys: { Store: "Berlin" }, column: "Opens", value: level });
      moved.push((await bench.lock(place, "Berlin"))[part] !== before[part]);
    }
    return moved;
  };

/** A raw request, for what the SDK hides. */
async function raw(bench: Bench, place: Place, path: string): Promise<{ Values: Record<string, unknown>[] }> {
  const url = `${bench.simulator.url}/data-tables/${place.InstanceId}/${place.DataTableId}${path}`;
  return (await (await fetch(url, { method: "POST", body: "{}" })).json()) as { Values: Record<string, unknown>[] };
}

async function setLimit(bench: Bench, cellsPerTable: number): Promise<void> {
  const body = JSON.stringify({ cellsPerTable });
  await fetch(`${bench.simulator.url}/_simulator/limits`, { method: "PUT", body });
}

const rename = (bench: Bench, place: Place, AttributeName: string, Name: string) =>
  bench.send(new UpdateDataTableAttributeCommand({ ...place, AttributeName, Name, ValueType: "TEXT" }));

const batchProbes = {
  maxItemsCreate: sizes((bench, place, items) => bench.create(place, ...items)),
  maxItemsUpdate: sizes((bench, place, items) => bench.update(place, ...items)),
  maxItemsDelete: sizes((bench, place, items) => bench.remove(place, ...items)),
  maxItemsDescribe: sizes((bench, place, items) => bench.describe(place, ...items)),
  maxItemsEvaluate: async (bench) => {
    const place = await bench.table();
    const evaluate = (count: number) => {
      const Values = Array.from({ length: count }, () => ({ AttributeNames: ["Opens"] }));
      return seen(
        bench.send(new EvaluateDataTableValuesCommand({ ...place, Values })),
        (answer) => answer.Values?.length,
      );
    };
    return [await evaluate(30), await evaluate(6)];
  },
  oversizeError: async (bench) => seen(bench.create(await bench.table(), ...stores(26))),
  invalidInputError: (bench) => seen(bench.listTables({ MaxResults: 0 })),
  duplicateItems: async (bench) => {
    const place = await filled(bench);
    const result = await seen(bench.update(place, cell("Berlin", "1"), cell("Berlin", "2")), outcome);
    return [result, (await bench.list(place)).Values?.[0]?.Value];
  },
  invalidItem: async (bench) =>
    seen(bench.create(await bench.table(), cell("Berlin", "9"), cell("Rome", "x".repeat(5001))), answered),
  unknownAttribute: async (bench) =>
    seen(bench.create(await bench.table(), cell("Berlin", "9", undefined, "C")), answered),
  createExisting: async (bench) =>
    seen(bench.create(await filled(bench), cell("Rome", "1"), cell("Berlin", "2")), outcome),
  updateMissing: async (bench) => outcome(await bench.update(await filled(bench), cell("Rome", "1"))),
  deleteMissing: async (bench) => outcome(await bench.remove(await filled(bench), cell("Rome"))),
  quotaRefusal: async (bench) => {
    await setLimit(bench, 2);
    return seen(bench.create(await bench.table(), ...stores(3)), outcome);
  },
  messages: async (bench) => outcome(await bench.update(await filled(bench), cell("Rome", "1"))),
  echoKeys: async (bench) => {
    const key = { Primary: true, Validation: { IgnoreCase: true } };
    const place = await bench.table("Folded", "NONE", { Store: key, Opens: "TEXT" });
    await bench.create(place, cell("Berlin", "9"));
    return (await bench.update(place, cell("BERLIN", "8"))).Successful?.[0]?.PrimaryValues;
  },
} satisfies Partial<Record<SwitchName, Probe>>;

const lockProbes = {
  staleItem: async (bench) => {
    const place = await filled(bench, "VALUE");
    await bench.create(place, cell("Rome", "8"));
    const lock = await bench.lock(place, "Berlin");
    const items = [cell("Berlin", "1", lock), cell("Rome", "1", { Value: "old" })];
    const result = await seen(bench.update(place, ...items), answered);
    return [result, (await bench.list(place)).Values?.map(({ Value }) => Value)];
  },
  inRequestStaleness: async (bench) => {
    const place = await filled(bench, "DATA_TABLE");
    await bench.create(place, cell("Rome", "8"));
    const lock = await bench.lock(place, "Berlin");
    return outcome(await bench.update(place, cell("Berlin", "1", lock), cell("Rome", "1", lock)));
  },
  answerLocks: async (bench) => {
    const place = await bench.table("Hours", "DATA_TABLE");
    const { Successful } = await bench.create(place, cell("Berlin", "1"), cell("Rome", "1"));
    return new Set(Successful?.map(({ LockVersion }) => LockVersion?.DataTable)).size;
  },
  lockPartsInReads: async (bench) => parts(await bench.lock(await filled(bench, "PRIMARY_VALUE"), "Berlin")),
  lockPartsInWrites: async (bench) => {
    const place = await bench.table("Hours", "PRIMARY_VALUE");
    return parts((await bench.create(place, cell("Berlin", "1"))).Successful?.[0]?.LockVersion);
  },
  lockInList: async (bench) => parts(await bench.lock(await filled(bench), "Berlin")),
  lockOnUpdate: async (bench) => outcome(await bench.update(await filled(bench, "VALUE"), cell("Berlin", "1"))),
  lockAtNone: async (bench) => outcome(await bench.remove(await filled(bench), cell("Berlin", "", {}))),
  lockOnCreate: async (bench) => {
    const place = await bench.table("Hours", "DATA_TABLE");
    const first = outcome(await bench.create(place, cell("Berlin", "9")));
    await bench.setLevel(place, "ATTRIBUTE");
    return [first, outcome(await bench.create(place, cell("Rome", "9")))];
  },
  lockOnPrimaryUpdate: async (bench) => {
    const place = await filled(bench, "VALUE");
    const { Value } = await bench.lock(place, "Berlin");
    return [
      await seen(bench.rekey(place, "Berlin", "Berlin", {})),
      await seen(bench.rekey(place, "Berlin", "Bonn", { Value })),
    ];
  },
  checkedParts: async (bench) => {
    const place = await filled(bench, "DATA_TABLE");
    const lock = await bench.lock(place, "Berlin");
    const first = outcome(await bench.update(place, cell("Berlin", "1", { ...lock, Value: "old" })));
    await bench.setLevel(place, "VALUE");
    const now = await bench.lock(place, "Berlin");
    return [first, outcome(await bench.update(place, cell("Berlin", "2", { ...now, DataTable: "old" })))];
  },
  tablePartMoves: moves("DataTable", "VALUE", "DATA_TABLE"),
  recordPartMoves: moves("PrimaryValues", "VALUE", "PRIMARY_VALUE"),
  primaryUpdateMovesValues: async (bench) => {
    const place = await filled(bench, "VALUE");
    const lock = await bench.lock(place, "Berlin");
    await bench.rekey(place, "Berlin", "Bonn", lock);
    return (await bench.lock(place, "Bonn")).Value === lock.Value;
  },
  unchangedWriteMoves: async (bench) => {
    const place = await filled(bench, "VALUE");
    const lock = await bench.lock(place, "Berlin");
    await bench.update(place, cell("Berlin", "9", lock));
    return (await bench.lock(place, "Berlin")).Value === lock.Value;
  },
  lockFormat: async (bench) => /^\d+$/.test((await bench.lock(await filled(bench), "Berlin")).Value ?? ""),
  parallelSchemaCalls: async (bench) => {
    const place = await bench.table();
    return Promise.all(["A", "B"].map((name) => seen(bench.column(place, name, "TEXT"))));
  },
} satisfies Partial<Record<SwitchName, Probe>>;

const valueProbes = {
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

const recordProbes = {
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

/** Three pages' worth of stores. */
async function full(bench: Bench, count: number): Promise<Place> {
  bench.simulator.setSwitches({ maxItemsCreate: null });
  const place = await bench.table();
  await bench.create(place, ...stores(count));
  return place;
}

const readProbes = {
  listOrder: async (bench) => {
    const place = await bench.table();
    await bench.create(place, ...["Rome", "Berlin", "Paris", "Oslo", "Bonn"].map((store) => cell(store, store)));
    return (await bench.list(place)).Values?.map(({ Value }) => Value);
  },
  keyOrder: async (bench) => {
    const place = await bench.table("Two", "NONE", { Store: "key", City: "key", Opens: "TEXT" });
    const item = (Value: string): Item => ({
      ...cell(null, "9"),
      PrimaryValues: ["Store", "City"].map((AttributeName) => ({ AttributeName, Value })),
    });
    await bench.create(place, ...["a", "b", "c", "d", "e", "f", "g", "h"].map(item));
    const { Values } = await bench.list(place);
    return Values?.some(({ PrimaryValues }) => PrimaryValues?.[0]?.AttributeName === "City");
  },
  defaultPageSize: async (bench) => (await bench.list(await full(bench, 120))).Values?.length,
  primaryPageLimit: async (bench) =>
    (await bench.listKeys(await full(bench, 120), { MaxResults: 1000 })).PrimaryValuesList?.length,
  paging: async (bench) => {
    const place = await full(bench, 4);
    const { NextToken } = await bench.list(place, { MaxResults: 2 });
    bench.simulator.edit({ table: "Hours", keys: { Store: "S0" }, column: "Opens", value: null });
    return (await bench.list(place, { MaxResults: 2, NextToken })).Values?.map(({ Value }) => Value);
  },
  trailingEmptyPage: async (bench) =>
    (await bench.list(await full(bench, 2), { MaxResults: 2 })).NextToken !== undefined,
  filterOnLaterPages: async (bench) => {
    const place = await full(bench, 6);
    const PrimaryAttributeValues = [{ AttributeName: "Store", Values: ["S0", "S4"] }];
    const { NextToken } = await bench.list(place, { MaxResults: 1, PrimaryAttributeValues });
    return (await bench.list(place, { PrimaryAttributeValues, NextToken })).Values?.map(({ Value }) => Value);
  },
  lastModified: async (bench) => (await bench.list(await filled(bench))).Values?.[0]?.LastModifiedRegion,
  emptyMembers: async (bench) => {
    const { DataTable } = await bench.send(new DescribeDataTableCommand(await bench.table()));
    return { description: DataTable?.Description, tags: DataTable?.Tags };
  },
  missingCellFallback: async (bench) => {
    const place = await filled(bench);
    await bench.column(place, "Closes", "TEXT");
    await bench.create(place, cell(null, "18", undefined, "Closes"));
    return bench.evaluate(place, "Berlin", "Closes");
  },
  searchLagMs: async (bench) => {
    await bench.table();
    return (await bench.send(new SearchDataTablesCommand({ InstanceId: instanceId }))).DataTables?.length;
  },
  staleReads: async (bench) => {
    const place = await filled(bench);
    const values = async () => (await bench.list(place)).Values?.map(({ Value }) => Value);
    return [await values(), await values()];
  },
} satisfies Partial<Record<SwitchName, Probe>>;

const schemaProbes = {
  bothMinimums: async (bench) => {
    const Validation = { Minimum: 1, ExclusiveMinimum: 0 };
    return seen(bench.column(await bench.table(), "N", { ValueType: "NUMBER", Validation }));
  },
  maxEnumValues: async (bench) => {
    const Validation = { Enum: { Values: ["a", "b", "c", "d", "e", "f"] } };
    return seen(bench.column(await bench.table(), "E", { Validation }));
  },
  renameCollisionError: async (bench) => seen(rename(bench, await bench.table(), "Opens", "Store")),
  throttleError: async (bench) => {
    const place = await bench.table();
    bench.simulator.setFaults({ kind: "throttle" });
    return seen(bench.send(new BatchUpdateDataTableValueCommand({ ...place, Values: [cell("Berlin", "9")] })));
  },
} satisfies Partial<Record<SwitchName, Probe>>;

/** For every switch, something that a client does and sees. */
export const switchProbes: Readonly<Record<SwitchName, Probe>> = {
  ...batchProbes,
  ...lockProbes,
  ...valueProbes,
  ...recordProbes,
  ...readProbes,
  ...schemaProbes,
};

/** Settings of one switch in a form that `startSimulator` takes. */
export function settingsOf(
  name: SwitchName,
  values: readonly unknown[],
): { shown: string; switches: Partial<Switches> }[] {
  return values.map((value) => ({ shown: String(value), switches: { [name]: value } }));
}
