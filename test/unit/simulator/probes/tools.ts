import {
  UpdateDataTableAttributeCommand,
  type DataTableLockLevel,
  type DataTableLockVersion,
} from "@aws-sdk/client-connect";
import { cell, type Bench, type Item, type Place } from "../bench";

/** What a client sees of a switch: any plain value that differs with the setting. */
export type Probe = (bench: Bench) => Promise<unknown>;

/** The outcome of a call: the result, or the type of the refusal. */
export async function seen<T>(call: Promise<T>, read: (answer: T) => unknown = () => "accepted"): Promise<unknown> {
  try {
    return read(await call);
  } catch (error) {
    return (error as Error).name;
  }
}

export const stores = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => cell(`S${index}`, `${index}`));
export const answered = (answer: { Successful?: unknown[]; Failed?: unknown[] }): number =>
  (answer.Successful?.length ?? 0) + (answer.Failed?.length ?? 0);
export const parts = (lock: DataTableLockVersion | undefined): string => Object.keys(lock ?? {}).join();

/** Whether 30 and 6 items pass. */
export const sizes =
  (call: (bench: Bench, place: Place, items: Item[]) => Promise<object>): Probe =>
  async (bench) => {
    const place = await bench.table("Hours", "NONE");
    return [await seen(call(bench, place, stores(30)), answered), await seen(call(bench, place, stores(6)), answered)];
  };

/** What is read back of a value that was written. */
export const readBack =
  (ValueType: "TEXT" | "NUMBER" | "BOOLEAN" | "TEXT_LIST", value: string): Probe =>
  async (bench) => {
    const place = await bench.table("Hours", "NONE", { C: ValueType });
    await bench.create(place, cell(null, value, undefined, "C"));
    return (await bench.list(place)).Values?.map(({ Value }) => Value);
  };

/** A table with one value, `Berlin`. */
export async function filled(bench: Bench, level: DataTableLockLevel = "NONE"): Promise<Place> {
  const place = await bench.table("Hours", level);
  await bench.create(place, cell("Berlin", "9"));
  return place;
}

/** Which part of a value's lock version a write of it moves, at some levels. */
export const moves =
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
export async function raw(bench: Bench, place: Place, path: string): Promise<{ Values: Record<string, unknown>[] }> {
  const url = `${bench.simulator.url}/data-tables/${place.InstanceId}/${place.DataTableId}${path}`;
  return (await (await fetch(url, { method: "POST", body: "{}" })).json()) as { Values: Record<string, unknown>[] };
}

export async function setLimit(bench: Bench, cellsPerTable: number): Promise<void> {
  const body = JSON.stringify({ cellsPerTable });
  await fetch(`${bench.simulator.url}/_simulator/limits`, { method: "PUT", body });
}

export const rename = (bench: Bench, place: Place, AttributeName: string, Name: string) =>
  bench.send(new UpdateDataTableAttributeCommand({ ...place, AttributeName, Name, ValueType: "TEXT" }));
