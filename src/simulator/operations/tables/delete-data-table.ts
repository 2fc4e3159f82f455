import { instanceOfCall, locateTable } from "../../locate";
import type { Operation } from "../../service";

/** DELETE P: the table with everything in it; no lock in the request, empty answer. */
export const deleteDataTable: Operation = (service, call) => {
  const table = locateTable(service, call, "latest");
  service.store.remove(instanceOfCall(service, call), table.id);
  return {};
};
