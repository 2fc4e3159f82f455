/** A table as it will be called once its columns are renamed: for a preview that runs before the rename. Reads only. */
import type { PrimaryValues } from "../core/model";
import { rowKey } from "../core/row-key";
import type { CellTarget, TableGateway } from "./gateway";

/** The gateway with the columns under their new names (`renames`: old → new); its writes go to the table as they are. */
export function renamedGateway(gateway: TableGateway, renames: ReadonlyMap<string, string>): TableGateway {
  const old = new Map([...renames].map(([from, to]) => [to, from]));
  const forth = (name: string) => renames.get(name) ?? name;
  const back = (name: string) => old.get(name) ?? name;
  return {
    describeTable: () => gateway.describeTable(),
    listAttributes: async () => (await gateway.listAttributes()).map((one) => ({ ...one, name: forth(one.name) })),
    listValues: async () => (await gateway.listValues()).map((cell) => renameCell(cell, forth)),
    describeValues: async (cells) =>
      (await gateway.describeValues(cells.map((cell) => renameCell(cell, back)))).map((cell) =>
        renameCell(cell, forth),
      ),
    write: (verb, items) => gateway.write(verb, items),
    updatePrimaryValues: (from, to, lockVersion) => gateway.updatePrimaryValues(from, to, lockVersion),
    instanceAnswers: () => gateway.instanceAnswers(),
  };
}

function renameCell<T extends CellTarget>(cell: T, rename: (name: string) => string): T {
  const entries = Object.entries(cell.primaryValues).map(([name, value]) => [rename(name), value]);
  const primaryValues = Object.fromEntries(entries) as PrimaryValues;
  return { ...cell, attribute: rename(cell.attribute), primaryValues, rowKey: rowKey(primaryValues) };
}
