import { Fields } from "./http/fields";
import { instanceKey } from "./locate";
import { ServiceError } from "./answers/service-error";
import type { Call, Service } from "./service";
import type { TableState } from "./store/state";

/** A copy of the table that an ARN in the path names, and where it is kept. Other resources of Connect are not imitated. */
export function locateTagged(service: Service, call: Call): { readonly instance: string; readonly table: TableState } {
  const arn = call.path.resourceArn ?? "";
  const [, owner, id] = /^arn:[^:]*:connect:[^:]*:[^:]*:instance\/([^/]+)\/data-table\/([^/:]+)$/.exec(arn) ?? [];
  if (owner === undefined || id === undefined)
    throw Fields.refusal(service, "resourceArn is not the ARN of a data table.");
  const instance = instanceKey(service, call, owner);
  const table = service.store.find(instance, id);
  if (!table) throw new ServiceError("ResourceNotFoundException", `Data table ${id} not found.`);
  return { instance, table: structuredClone(table) };
}
