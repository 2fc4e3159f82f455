import { locateTable } from "../../locate";
import type { Operation } from "../../service";
import { tableShape } from "../../schema/table-shape";

/** GET P: the table with its lock version and tags, without attributes and values. */
export const describeDataTable: Operation = (service, call) => ({
  DataTable: tableShape(service, locateTable(service, call), true),
});
