import { renderGrid } from "../../grid/render-grid";
import type { JsonObject } from "../http/json-object";
import type { Simulation } from "../simulation";
import type { TableState } from "../store/state";
import { shownTable } from "./shown-table";

/**
 * What the page shows of the tables: their names, and one of them as markup. `table`: its ARN, or the first; `locks`: with lock versions and who
 * wrote last; `revision`: what the page already shows; if it is current, the answer is only that number.
 */
export function viewTables({ service, log }: Simulation, _body: JsonObject, url: URL): JsonObject {
  const { revision } = service.store;
  const shown = url.searchParams.get("revision");
  if (shown === String(revision)) return { revision };
  const tables = service.store.instanceKeys().flatMap((instance) => service.store.tables(instance));
  const table = tables.find(({ arn }) => arn === url.searchParams.get("table")) ?? tables[0];
  const writers = url.searchParams.has("locks") ? new Map(log.all().map((one) => [one.requestId, one])) : undefined;
  return {
    revision,
    tables: tables.map(({ arn, name, records }) => ({
      arn,
      name,
      rows: records.filter(({ isDefault }) => !isDefault).length,
    })),
    ...(table && {
      table: addressOf(table),
      grid: renderGrid(shownTable(table, writers && ((id) => writers.get(id)))).text,
    }),
  };
}

/** What a client needs to write to a table. */
function addressOf({ arn, id, name, lockLevel, attributes }: TableState): JsonObject {
  const [, region = "", instance = ""] = /^arn:[^:]*:connect:([^:]*):[^:]*:instance\/([^/]+)\//.exec(arn) ?? [];
  const columns = attributes.map(({ name: column, valueType, primary }) => ({
    name: column,
    type: valueType,
    isKey: primary,
  }));
  return { arn, name, lockLevel, region, path: `/data-tables/${instance}/${id}`, columns };
}
