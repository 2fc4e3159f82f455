/** A table of the wanted size as state records it, as the program declares it and as the service lists it. */
import { cellMap, type Cells } from "../src/core/cells/cell-map";
import type { Attributes, LiveCell } from "../src/core/model";
import { rowKey } from "../src/core/cells/row-key";
import type { ValuesInputs } from "../src/provider/values/state/inputs";
import { encodeLockVersions } from "../src/provider/values/state/lock-versions";
import { stateVersion, type ValuesOutputs } from "../src/provider/values/state/state";
import { types, valueOf } from "./table-data";

/** Everything that a plan is made of. */
export interface PlanData {
  readonly outputs: ValuesOutputs;
  readonly inputs: ValuesInputs;
  readonly attributes: Attributes;
  readonly live: readonly LiveCell[];
}

/** `cells` cells of which every `1 / changed`-th is declared otherwise than it is recorded and live. */
export function planData(cells: number, changed: 0 | "one" | "all"): PlanData {
  const rows = Array.from({ length: cells / types.length }, (_, index) => `Store ${String(index).padStart(6, "0")}`);
  const table = (isChanged: (row: number, column: number) => boolean) =>
    Object.fromEntries(rows.map((name, row) => [name, cellsOf(row, isChanged)]));
  const target = {
    instanceId: "11111111-2222-4333-8444-555555555555",
    dataTableId: "66666666-7777-4888-9999-000000000000",
    region: "eu-central-1",
    primaryAttributes: ["Store"],
    guard: false as const,
  };
  const inputs = {
    ...target,
    rows: table((row, column) => changed === "all" || (changed === "one" && row + column === 0)),
  };
  const recorded = table(() => false);
  const live = rows.flatMap(liveRow);
  const outputs: ValuesOutputs = {
    ...target,
    rows: recorded,
    cellCount: cells,
    lockLevel: "VALUE",
    __lockVersions: {
      schemaVersion: stateVersion,
      ...encodeLockVersions(live),
      types: Object.fromEntries(types.map((type, column) => [columnName(column), type])),
    },
  };
  return { outputs, inputs, attributes: attributes(), live };
}

/** The three texts in which a plan's data arrive: state, program, answers of the service. */
export function asText({ outputs, inputs, live }: PlanData): string {
  return JSON.stringify({ outputs, inputs, live });
}

/** The live cells as a plan wants them. */
export function liveMap(live: readonly LiveCell[]): Cells<LiveCell> {
  return cellMap(live);
}

function columnName(column: number): string {
  return `Column${column}`;
}

function version(row: number, column: number): string {
  return `v-${String(row * types.length + column).padStart(18, "0")}`;
}

function attributes(): Attributes {
  const key = { name: "Store", valueType: "TEXT", primary: true } as const;
  const columns = types.map((valueType, column) => ({ name: columnName(column), valueType, primary: false }));
  return new Map([key, ...columns].map((attribute) => [attribute.name, attribute]));
}

function cellsOf(row: number, isChanged: (row: number, column: number) => boolean) {
  return Object.fromEntries(
    types.map((type, column) => [columnName(column), valueOf(type, row, isChanged(row, column) ? 1 : 0)]),
  );
}

function liveRow(name: string, row: number): LiveCell[] {
  const primaryValues = { Store: name };
  return types.map((valueType, column) => {
    const value = valueOf(valueType, row, 0);
    return {
      rowKey: rowKey(primaryValues),
      attribute: columnName(column),
      primaryValues,
      valueType,
      value: typeof value === "object" ? JSON.stringify(value) : String(value),
      lockVersion: {
        DataTable: "t-00000001",
        Attribute: `a-0000000${column}`,
        PrimaryValues: `r-${String(row).padStart(8, "0")}`,
        Value: version(row, column),
      },
    };
  });
}
