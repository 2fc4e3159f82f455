import { demote, promote } from "../../records/key-columns";
import { commitTable, draftTable, locateAttribute } from "../../locate";
import { moveAttribute, moveTable } from "../../records/lock-version";
import { changeOf, readAttribute } from "../../schema/read-attribute";
import { ServiceError } from "../../answers/service-error";
import type { Operation } from "../../service";
import { isTaken } from "../../store/unique-name";

/**
 * POST P/attributes/{AttributeName}: replaces all properties of a column, description and validation included. The path has the
 * old name and the body the new one; id and values stay. Stored values are not checked again.
 */
export const updateDataTableAttribute: Operation = (service, call) => {
  const table = draftTable(service, call);
  const attribute = locateAttribute(service, call, table);
  const { primary, ...properties } = readAttribute(service, call);
  if (isTaken(properties.name, table.attributes, attribute.id)) {
    throw new ServiceError(service.switches.renameCollisionError, "The name is taken.");
  }
  delete attribute.description;
  delete attribute.validation;
  Object.assign(attribute, properties, { change: changeOf(service, call) });
  if (primary && !attribute.primary) promote(service, table, attribute);
  if (!primary && attribute.primary) demote(service, table, attribute);
  table.change = attribute.change;
  moveAttribute(service, attribute);
  moveTable(service, table);
  commitTable(service, call, table);
  return { Name: attribute.name, LockVersion: { DataTable: table.lock, Attribute: attribute.lock } };
};
