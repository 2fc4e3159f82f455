import type { JsonObject } from "../http/json-object";
import type { Service } from "../service";
import type { AttributeState, TableState } from "../store/state";
import { lastModified } from "../values/value-entries";

/** A table without attributes and values, as DescribeDataTable and SearchDataTables show it; the latter without lock version. */
export function tableShape(service: Service, table: TableState, withLock: boolean): JsonObject {
  const hasTags = Object.keys(table.tags).length > 0 || service.switches.emptyMembers === "present";
  return {
    Name: table.name,
    Id: table.id,
    Arn: table.arn,
    TimeZone: table.timeZone,
    ...emptiable(service, "Description", table.description),
    ValueLockLevel: table.lockLevel,
    ...(withLock && { LockVersion: { DataTable: table.lock } }),
    Status: "PUBLISHED",
    CreatedTime: table.createdTime / 1000,
    LastModifiedTime: table.change.time / 1000,
    LastModifiedRegion: table.change.region,
    ...(hasTags && { Tags: table.tags }),
  };
}

/** An attribute, as Describe and List show it. */
export function attributeShape(service: Service, table: TableState, attribute: AttributeState): JsonObject {
  return {
    AttributeId: attribute.id,
    Name: attribute.name,
    ValueType: attribute.valueType,
    ...emptiable(service, "Description", attribute.description),
    DataTableId: table.id,
    DataTableArn: table.arn,
    Primary: attribute.primary,
    LockVersion: { DataTable: table.lock, Attribute: attribute.lock },
    ...lastModified(service, attribute.change),
    ...(attribute.validation && { Validation: attribute.validation }),
  };
}

/** A member that may be empty: left out then, unless the service is set to show empty members. */
function emptiable(service: Service, name: string, value: string | undefined): JsonObject {
  if (value !== undefined) return { [name]: value };
  return service.switches.emptyMembers === "present" ? { [name]: "" } : {};
}
