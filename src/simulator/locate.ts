import { Fields } from "./http/fields";
import { ServiceError } from "./answers/service-error";
import type { Call, Service } from "./service";
import type { AttributeState, TableState } from "./store/state";

/** Which aliases an operation takes: reads and value calls both of them, metadata and deletion `$LATEST` only. Source: API model. */
export type Aliases = "any" | "latest";

/** The id of the instance that a request names by id or ARN. */
export function instanceId(service: Service, text: string): string {
  if (text.length > service.limits.instanceIdLength || text === "") {
    throw Fields.refusal(service, `InstanceId must have 1 to ${service.limits.instanceIdLength} characters.`);
  }
  const id = /^arn:[^:]*:connect:[^:]*:[^:]*:instance\/([^/]+)$/.exec(text)?.[1] ?? text;
  if (!/^[a-zA-Z0-9-]+$/.test(id)) throw Fields.refusal(service, "InstanceId is not valid.");
  const known = service.instances?.includes(id) ?? true;
  if (!known) throw new ServiceError("ResourceNotFoundException", `Instance ${id} not found.`);
  return id;
}

/** Where the tables of an instance are kept: by its id, and by Region where Regions are told apart. */
export function instanceKey(service: Service, call: Call, text: string): string {
  const id = instanceId(service, text);
  return service.separateRegions ? `${call.region}/${id}` : id;
}

/** The key of the instance in the path. */
export function instanceOfCall(service: Service, call: Call): string {
  return instanceKey(service, call, call.path.InstanceId ?? "");
}

/**
 * The table that a request names, as it is now. `lagging` shows it as a read may see it.
 * @throws ResourceNotFoundException
 */
export function locateTable(service: Service, call: Call, aliases: Aliases = "any", lagging = false): TableState {
  const instance = instanceOfCall(service, call);
  const id = tableId(service, call.path.DataTableId ?? "", aliases);
  const table = lagging ? service.store.view(instance, id) : service.store.find(instance, id);
  if (!table) throw new ServiceError("ResourceNotFoundException", `Data table ${id} not found.`);
  return table;
}

/** A copy of the table that a request names, to be changed and committed. */
export function draftTable(service: Service, call: Call, aliases: Aliases = "any"): TableState {
  return structuredClone(locateTable(service, call, aliases));
}

/** Puts a changed copy in the place of the table. */
export function commitTable(service: Service, call: Call, table: TableState): void {
  service.store.commit(instanceOfCall(service, call), table, service.switches.staleReads);
}

/** The attribute of a name; `attributeNames` says whether case counts. */
export function findAttribute(service: Service, table: TableState, name: string): AttributeState | undefined {
  const fold = (text: string): string =>
    service.switches.attributeNames === "ignore-case" ? text.toLowerCase() : text;
  return table.attributes.find((attribute) => fold(attribute.name) === fold(name));
}

/** The attribute in the path. @throws ResourceNotFoundException */
export function locateAttribute(service: Service, call: Call, table: TableState): AttributeState {
  const name = call.path.AttributeName ?? "";
  const attribute = findAttribute(service, table, name);
  if (!attribute) throw new ServiceError("ResourceNotFoundException", `Attribute ${name} not found.`);
  return attribute;
}

/** The table id in an id or ARN, with or without an alias. */
function tableId(service: Service, text: string, aliases: Aliases): string {
  if (text.length > service.limits.tableIdLength || text === "") {
    throw Fields.refusal(service, `DataTableId must have 1 to ${service.limits.tableIdLength} characters.`);
  }
  const alias = /:(\$[^:]*)$/.exec(text)?.[1];
  const allowed = aliases === "latest" ? ["$LATEST"] : ["$LATEST", "$SAVED"];
  if (alias !== undefined && !allowed.includes(alias)) {
    throw Fields.refusal(service, `DataTableId takes the alias ${allowed.join(" or ")} only.`);
  }
  const bare = alias === undefined ? text : text.slice(0, -alias.length - 1);
  return /^arn:[^:]*:connect:[^:]*:[^:]*:instance\/[^/]+\/data-table\/([^/]+)$/.exec(bare)?.[1] ?? bare;
}
