import { Fields } from "../../http/fields";
import { commitTable, draftTable, instanceOfCall } from "../../locate";
import { moveTable } from "../../records/lock-version";
import { checkDescription, checkName, checkTimeZone } from "../../metadata";
import { changeOf } from "../../schema/read-attribute";
import { ServiceError } from "../../answers/service-error";
import type { Operation } from "../../service";
import { isTaken } from "../../store/unique-name";
import { lockLevels } from "./create-data-table";

/** POST P: replaces name, description, time zone and lock level; a description that is left out goes. No lock in the request. */
export const updateDataTableMetadata: Operation = (service, call) => {
  const table = draftTable(service, call, "latest");
  const fields = new Fields(service, call.body);
  const name = checkName(service, fields.text("Name"));
  if (isTaken(name, service.store.tables(instanceOfCall(service, call)), table.id)) {
    throw new ServiceError("DuplicateResourceException", "The name is taken.");
  }
  table.timeZone = checkTimeZone(service, fields.text("TimeZone"));
  table.lockLevel = fields.oneOf("ValueLockLevel", lockLevels);
  table.name = name;
  const description = checkDescription(service, fields.optionalText("Description"));
  if (description === undefined) delete table.description;
  else table.description = description;
  table.change = changeOf(service, call);
  moveTable(service, table);
  commitTable(service, call, table);
  return { LockVersion: { DataTable: table.lock } };
};
