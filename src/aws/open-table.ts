import type { TableGateway } from "../sync/gateway";
import { connectionFor } from "./connection";
import type { ConnectionSettings } from "./connection-settings";
import { ValuesGateway, type TableAddress } from "./values-gateway";

/** The gateway to one table. No request is sent before its first use; connections with equal settings are shared in a process. */
export function openTable(settings: ConnectionSettings, table: TableAddress): TableGateway {
  return new ValuesGateway(connectionFor(settings), table);
}
