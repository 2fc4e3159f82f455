import { promote } from "../../records/key-columns";
import { commitTable, draftTable } from "../../locate";
import { moveTable } from "../../records/lock-version";
import { changeOf, readAttribute } from "../../schema/read-attribute";
import { ServiceError } from "../../answers/service-error";
import type { Operation } from "../../service";
import type { AttributeState } from "../../store/state";
import { isTaken } from "../../store/unique-name";

/** PUT P/attributes: one more column, without values. @throws DuplicateResource, ServiceQuotaExceeded, 400 */
export const createDataTableAttribute: Operation = (service, call) => {
  const table = draftTable(service, call);
  const properties = readAttribute(service, call);
  if (isTaken(properties.name, table.attributes))
    throw new ServiceError("DuplicateResourceException", "The name is taken.");
  const attribute: AttributeState = {
    ...properties,
    id: service.store.newId(),
    lock: service.store.mint(service.switches.lockFormat),
    change: changeOf(service, call),
  };
  table.attributes.push(attribute);
  const most = service.limits.attributesPerTable;
  if (table.attributes.length > most) {
    throw new ServiceError("ServiceQuotaExceededException", `A table has at most ${most} attributes.`);
  }
  if (attribute.primary) promote(service, table, attribute);
  table.change = attribute.change;
  moveTable(service, table);
  commitTable(service, call, table);
  const lock = { DataTable: table.lock, Attribute: attribute.lock };
  return { Name: attribute.name, AttributeId: attribute.id, LockVersion: lock };
};
