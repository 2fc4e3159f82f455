import {
  BatchUpdateDataTableValueCommand,
  DescribeDataTableCommand,
  SearchDataTablesCommand,
} from "@aws-sdk/client-connect";
import type { SwitchName } from "../../../../src/simulator";
import { cell, instanceId, type Bench, type Item, type Place } from "../bench";
import { seen, stores, filled, rename, type Probe } from "./tools";

/** Three pages' worth of stores. */
async function full(bench: Bench, count: number): Promise<Place> {
  bench.simulator.setSwitches({ maxItemsCreate: null });
  const place = await bench.table();
  await bench.create(place, ...stores(count));
  return place;
}

/** So many, and not sorted, that a shuffled order is never another order by chance. */
const names = [..."thequickbrownfxjmpsvlazydg"].slice(0, 25);

/** What a client sees of the switches for reads. */
export const readProbes = {
  listOrder: async (bench) => {
    const place = await bench.table();
    await bench.create(place, ...names.map((store) => cell(store, store)));
    return (await bench.list(place)).Values?.map(({ Value }) => Value);
  },
  keyOrder: async (bench) => {
    const place = await bench.table("Two", "NONE", { Store: "key", City: "key", Opens: "TEXT" });
    const item = (Value: string): Item => ({
      ...cell(null, "9"),
      PrimaryValues: ["Store", "City"].map((AttributeName) => ({ AttributeName, Value })),
    });
    await bench.create(place, ...names.map(item));
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

/** What a client sees of the switches for schema calls and throttling. */
export const schemaProbes = {
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
