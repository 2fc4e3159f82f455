import { Fields } from "../../http/fields";
import { instanceId, instanceOfCall } from "../../locate";
import { checkDescription, checkName, checkTags, checkTimeZone } from "../../metadata";
import { changeOf } from "../../schema/read-attribute";
import { ServiceError } from "../../answers/service-error";
import type { Call, Operation, Service } from "../../service";
import type { LockLevel, TableState } from "../../store/state";
import { isTaken } from "../../store/unique-name";

/** All lock levels. Source: DataTableLockLevel of the API model. */
export const lockLevels: readonly LockLevel[] = ["NONE", "DATA_TABLE", "PRIMARY_VALUE", "ATTRIBUTE", "VALUE"];

/** PUT /data-tables/{InstanceId}: an empty table. @throws DuplicateResource, ServiceQuotaExceeded, 400 */
export const createDataTable: Operation = (service, call) => {
  const instance = instanceOfCall(service, call);
  const table = newTable(service, call);
  const others = service.store.tables(instance);
  if (isTaken(table.name, others)) throw new ServiceError("DuplicateResourceException", "The name is taken.");
  if (others.length >= service.limits.tablesPerInstance) {
    throw new ServiceError("ServiceQuotaExceededException", "The instance holds as many tables as it may.");
  }
  service.store.commit(instance, table);
  return { Id: table.id, Arn: table.arn, LockVersion: { DataTable: table.lock } };
};

function newTable(service: Service, call: Call): TableState {
  const fields = new Fields(service, call.body);
  const name = checkName(service, fields.text("Name"));
  const timeZone = checkTimeZone(service, fields.text("TimeZone"));
  const lockLevel = fields.oneOf("ValueLockLevel", lockLevels);
  fields.oneOf("Status", ["PUBLISHED"]);
  const description = checkDescription(service, fields.optionalText("Description"));
  const tags = fields.optionalObject("Tags");
  const id = service.store.newId();
  const change = changeOf(service, call);
  const instance = instanceId(service, call.path.InstanceId ?? "");
  return {
    id,
    arn: `arn:aws:connect:${call.region}:${service.accountId}:instance/${instance}/data-table/${id}`,
    name,
    ...(description !== undefined && { description }),
    timeZone,
    lockLevel,
    tags: tags ? checkTags(service, tags) : {},
    createdTime: change.time,
    lock: service.store.mint(service.switches.lockFormat),
    change,
    attributes: [],
    records: [],
  };
}
