/** Columns that the program calls by a name that the table does not know yet. */
import { columnsOf } from "../core/cells/cell-map";
import type { Attributes, PrimaryValues } from "../core/model";
import type { Problem } from "../core/problem";
import { ProblemError } from "../core/problem-error";
import type { TableIntent } from "../core/values/intent";
import { pendingRenames } from "../core/values/moves";
import { rowKey } from "../core/cells/row-key";
import type { CellTarget, TableGateway } from "./ports";

/** What to do about a column that no one has renamed yet. */
const renameFirst = "Rename it first, with `renamedFrom` of a DataTable or in the admin website.";

/** Throws where a column still has its old name: it cannot be written under its new one. */
export function assertRenamed({ renamed, declared }: TableIntent, attributes: Attributes): void {
  if (Object.keys(renamed).length === 0) return;
  const pending = pendingRenames(renamed, new Set(attributes.keys()), columnsOf(declared));
  if (pending.size === 0) return;
  throw new ProblemError({ problems: [...pending].map(([from, to]) => notRenamed(from, to, "error")) });
}

/** A column that `renamed` names and that has its old name still. */
export function notRenamed(from: string, to: string, severity: Problem["severity"]): Problem {
  const message = `\`renamed\` says that this column is now "${to}", but in the table it still has its old name.`;
  return { code: "UNKNOWN_COLUMN", severity, column: from, message, hint: renameFirst };
}

/** Columns under the names that they will have (`renames`: old → new). */
export function renamedAttributes(attributes: Attributes, renames: ReadonlyMap<string, string>): Attributes {
  const columns = [...attributes.values()].map((one) => ({ ...one, name: renames.get(one.name) ?? one.name }));
  return renames.size === 0 ? attributes : new Map(columns.map((one) => [one.name, one]));
}

/** The table as it will be called once its columns are renamed, for a preview that runs before that: the gateway with the columns under their new names (`renames`: old → new); its writes go to the table as they are. */
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
    hasValues: () => gateway.hasValues(),
  };
}

/** The table without columns that the program is about to create: there is nothing to read in them. */
export function withoutColumns(gateway: TableGateway, missing: ReadonlySet<string>): TableGateway {
  if (missing.size === 0) return gateway;
  const describeValues: TableGateway["describeValues"] = async (cells) => {
    const existing = cells.filter(({ attribute }) => !missing.has(attribute));
    return existing.length === 0 ? [] : gateway.describeValues(existing);
  };
  return Object.assign(Object.create(gateway) as TableGateway, { describeValues });
}

function renameCell<T extends CellTarget>(cell: T, rename: (name: string) => string): T {
  const entries = Object.entries(cell.primaryValues).map(([name, value]) => [rename(name), value]);
  const primaryValues = Object.fromEntries(entries) as PrimaryValues;
  return { ...cell, attribute: rename(cell.attribute), primaryValues, rowKey: rowKey(primaryValues) };
}
