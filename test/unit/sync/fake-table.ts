/** A table that answers as a test says, for what no well-meaning service does. */
import type { Attribute, LiveCell } from "../../../src/core/model";
import { rowKey } from "../../../src/core/cells/row-key";
import type { BatchAnswer, CellTarget, TableGateway, WriteItem, WriteVerb } from "../../../src/sync/ports";

export const key = (Store: string) => ({ Store });
export const target = (Store: string, attribute = "Opens"): CellTarget => ({
  ...{ rowKey: rowKey(key(Store)), attribute, primaryValues: key(Store) },
});

/** Columns and cells in memory; `answer` may change what a write is answered. */
export class FakeTable implements TableGateway {
  readonly cells = new Map<string, LiveCell>();
  readonly calls: string[] = [];
  columns: Attribute[] = [
    { name: "Store", valueType: "TEXT", primary: true },
    { name: "Opens", valueType: "TEXT", primary: false },
  ];
  private version = 0;

  constructor(
    private readonly answer: (real: BatchAnswer, items: readonly WriteItem[]) => BatchAnswer = (real) => real,
  ) {}

  put(Store: string, value: string, attribute = "Opens"): void {
    const at = target(Store, attribute);
    const lockVersion = { Value: String(++this.version) };
    this.cells.set(`${Store}/${attribute}`, { ...at, valueType: "TEXT", value, lockVersion });
  }

  describeTable() {
    this.calls.push("describeTable");
    return Promise.resolve({
      ...{
        dataTableId: "t",
        arn: "",
        name: "Hours",
        timeZone: "UTC",
        lockLevel: "VALUE" as const,
        tags: {},
        lockVersion: {},
      },
    });
  }

  listAttributes() {
    this.calls.push("listAttributes");
    return Promise.resolve(this.columns);
  }

  listValues() {
    this.calls.push("listValues");
    return Promise.resolve([...this.cells.values()]);
  }

  describeValues(cells: readonly CellTarget[]) {
    this.calls.push(`describe ${cells.length}`);
    return Promise.resolve(
      cells.flatMap((cell) => this.cells.get(`${cell.primaryValues.Store}/${cell.attribute}`) ?? []),
    );
  }

  write(verb: WriteVerb, items: readonly WriteItem[]): Promise<BatchAnswer> {
    this.calls.push(`${verb} ${items.length}`);
    const succeeded = items.map((item) => {
      const store = item.primaryValues.Store ?? "";
      if (verb === "delete") this.cells.delete(`${store}/${item.attribute}`);
      else this.put(store, item.value ?? "", item.attribute);
      return { ...target(store, item.attribute), lockVersion: { Value: String(this.version) } };
    });
    return Promise.resolve(this.answer({ succeeded, failed: [] }, items));
  }

  updatePrimaryValues() {
    this.calls.push("move");
    return Promise.resolve({});
  }

  hasValues() {
    return Promise.resolve(this.cells.size > 0);
  }
}
