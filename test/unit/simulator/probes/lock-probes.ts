import type { SwitchName } from "../../../../src/simulator";
import { cell, outcome } from "../bench";
import { seen, answered, parts, filled, moves, type Probe } from "./tools";

/** What a client sees of the switches for lock versions. */
export const lockProbes = {
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
