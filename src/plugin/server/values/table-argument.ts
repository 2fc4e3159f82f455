/** The argument `table`: a `DataTable` as a resource reference, or as an object with its URN and ids. */
import { besideTable } from "../../../core/arguments/beside-table";
import type { ArgumentProblem } from "../../../core/arguments/check-shape";
import { keyColumns } from "../../../core/cells/row-key";
import { isRecord } from "../../../core/record";
import { run } from "../../../provider/host/run";
import { unknownValue } from "../../../provider/host/engine-values";
import { ResourceReference, type Properties } from "../properties";
import { placeOfId } from "../resource-id";

/** Inputs that name their table by its ids. */
interface Placed {
  readonly inputs: Properties;
  readonly problems: readonly ArgumentProblem[];
}

/** Inputs in which `table` is replaced by its ids and key columns, and by `__table`, its URN. */
export function withTable({ table, ...inputs }: Properties): Placed {
  if (table === undefined || table === null) return { inputs, problems: [] };
  const found = placeOf(table);
  if (!found) return { inputs: { ...inputs, ...unknownPlace }, problems: [noTable] };
  const { urn, instanceId, dataTableId, primaryAttributes = declaredKey(urn) } = found;
  const problems = besideTable(inputs);
  if (primaryAttributes === undefined) problems.push(noColumns);
  return { inputs: { ...inputs, instanceId, dataTableId, primaryAttributes, __table: urn }, problems };
}

const unknownPlace = { instanceId: unknownValue, dataTableId: unknownValue };

interface TablePlace {
  readonly urn: string;
  readonly instanceId: unknown;
  readonly dataTableId: unknown;
  readonly primaryAttributes?: unknown;
}

function placeOf(table: unknown): TablePlace | undefined {
  if (table instanceof ResourceReference) {
    const { urn, id } = table;
    return { urn, ...(id === undefined ? unknownPlace : placeOfId(id)) };
  }
  if (!isRecord(table)) return undefined;
  const { urn, instanceId, dataTableId, primaryAttributes } = table;
  if (typeof urn !== "string" || instanceId === undefined || dataTableId === undefined) return undefined;
  return { urn, instanceId, dataTableId, primaryAttributes };
}

/** The key columns of a table that the program declares; `undefined` of any other. */
function declaredKey(urn: string): string[] | undefined {
  const columns = run.tables.declaredAs(urn, undefined)?.columns;
  return columns && keyColumns(columns.values());
}

const noTable: ArgumentProblem = {
  code: "INVALID_SETTING",
  severity: "error",
  message: "table is not a DataTable.",
  hint: "Pass the resource itself, or an object with its urn, instanceId and dataTableId, or name the table by instanceId, dataTableId and primaryAttributes.",
  path: ["table"],
};

const noColumns: ArgumentProblem = {
  code: "MISSING_KEY",
  severity: "error",
  message: "the key columns of `table` are not known here.",
  hint: "The table is not declared with the same provider: pass an object with its urn, instanceId, dataTableId and primaryAttributes.",
  path: ["primaryAttributes"],
};
