import { EvaluateDataTableValuesCommand } from "@aws-sdk/client-connect";
import type { SwitchName } from "../../../../src/simulator";
import { cell, outcome } from "../bench";
import { seen, stores, answered, sizes, filled, setLimit, type Probe } from "./tools";

/** What a client sees of the switches for batches. */
export const batchProbes = {
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
