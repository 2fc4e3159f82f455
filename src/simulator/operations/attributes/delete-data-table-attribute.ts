import { dropIfEmpty } from "../../records/cells";
import { demote } from "../../records/key-columns";
import { commitTable, draftTable, locateAttribute } from "../../locate";
import { moveTable } from "../../records/lock-version";
import { changeOf } from "../../schema/read-attribute";
import type { Operation } from "../../service";

/** DELETE P/attributes/{AttributeName}: a column with all its values, without a lock and without a question. */
export const deleteDataTableAttribute: Operation = (service, call) => {
  const table = draftTable(service, call);
  const attribute = locateAttribute(service, call, table);
  if (attribute.primary) demote(service, table, attribute);
  table.attributes = table.attributes.filter(({ id }) => id !== attribute.id);
  for (const record of table.records.filter(({ cells }) => cells[attribute.id])) {
    delete record.cells[attribute.id];
    dropIfEmpty(service, table, record);
  }
  table.change = changeOf(service, call);
  moveTable(service, table);
  commitTable(service, call, table);
  return { LockVersion: { DataTable: table.lock } };
};
