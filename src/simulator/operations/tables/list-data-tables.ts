import { instanceOfCall } from "../../locate";
import { inOrder } from "../../order";
import { page } from "../../store/paging";
import type { Operation } from "../../service";
import type { TableState } from "../../store/state";
import { lastModified } from "../../values/value-entries";

/** GET /data-tables/{InstanceId}: name, id, ARN and last change of every table. */
export const listDataTables: Operation = (service, call) => {
  const { entries, next } = page<TableState>(service, call, {
    entries: inOrder(
      service.switches.listOrder,
      service.store.tables(instanceOfCall(service, call)),
      (table) => table.id,
      (table) => table.name,
    ),
    most: service.limits.pageSize,
  });
  const list = entries.map((table) => ({
    Name: table.name,
    Id: table.id,
    Arn: table.arn,
    ...lastModified(service, table.change),
  }));
  return { DataTableSummaryList: list, ...next };
};
