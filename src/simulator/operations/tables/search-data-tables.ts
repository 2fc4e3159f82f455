import { Fields } from "../../http/fields";
import { instanceKey } from "../../locate";
import { inOrder } from "../../order";
import { page } from "../../store/paging";
import type { Operation } from "../../service";
import { matchesCriteria, matchesTags } from "../../records/search-conditions";
import type { TableState } from "../../store/state";
import { tableShape } from "../../schema/table-shape";

/** POST /search-data-tables: by id, name, description and tags; a new or changed table may be found late, because an index lags. */
export const searchDataTables: Operation = (service, call) => {
  const fields = new Fields(service, call.body);
  const indexed = service.now() - service.switches.searchLagMs;
  const found = service.store
    .tables(instanceKey(service, call, fields.text("InstanceId")))
    .filter((table) => table.change.time <= indexed)
    .filter((table) => matchesCriteria(service, fields.nested("SearchCriteria"), table))
    .filter((table) => matchesTags(fields.nested("SearchFilter").nested("AttributeFilter"), table));
  const { entries, next } = page<TableState>(service, call, {
    entries: inOrder(
      service.switches.listOrder,
      found,
      (table) => table.id,
      (table) => table.name,
    ),
    most: service.limits.pageSize,
    sent: { nextToken: fields.optionalText("NextToken"), maxResults: fields.optionalNumber("MaxResults") },
  });
  const tables = entries.map((table) => tableShape(service, table, false));
  return { DataTables: tables, ApproximateTotalCount: found.length, ...next };
};
