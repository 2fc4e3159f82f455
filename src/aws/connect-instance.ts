import {
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  DeleteDataTableAttributeCommand,
  DeleteDataTableCommand,
  ListDataTablesCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDataTableAttributeCommand,
  UpdateDataTableMetadataCommand,
} from "@aws-sdk/client-connect";
import type { LockVersion } from "../core/model";
import type { ColumnSettings, TableMetadata } from "../core/schema/declaration";
import type { CreatedColumn, CreatedTable, InstanceGateway, TableGateway, TableSummary } from "../sync/ports";
import { isServiceError } from "../sync/service-error";
import { connectionFor, type Connection } from "./connection";
import type { ConnectionSettings } from "./connection-settings";
import { ConnectTable, listing } from "./connect-table";
import { allEntries, cutShort } from "./pages";
import { fromLockVersion, toColumn, toMetadata } from "./wire";

/** The gateway to the tables of one instance. No request is sent before its first use; connections with equal settings are shared in a process. `instanceId` is an id, no ARN. */
export function openInstance(settings: ConnectionSettings, instanceId: string): InstanceGateway {
  return new ConnectInstance(connectionFor(settings), instanceId);
}

/** `InstanceGateway` over the AWS SDK. */
class ConnectInstance implements InstanceGateway {
  constructor(
    private readonly connection: Connection,
    private readonly instanceId: string,
  ) {}

  async listTables(): Promise<TableSummary[]> {
    const all = listing(this.connection, "ListDataTables", async (client, page) => {
      const answer = await client.send(new ListDataTablesCommand({ InstanceId: this.instanceId, ...page }));
      return { ...answer, entries: answer.DataTableSummaryList };
    });
    return (await allEntries(all)).map(({ Id = "", Arn = "", Name = "" }) => ({
      dataTableId: Id,
      arn: Arn,
      name: Name,
    }));
  }

  table(dataTableId: string): TableGateway {
    return new ConnectTable(this.connection, { instanceId: this.instanceId, dataTableId });
  }

  async instanceAnswers(): Promise<boolean> {
    try {
      const input = { InstanceId: this.instanceId, MaxResults: 1 };
      await this.connection.call("ListDataTables", (client) => client.send(new ListDataTablesCommand(input)));
      return true;
    } catch (error) {
      if (isServiceError(error, "not-found")) return false;
      throw error;
    }
  }

  async createTable(metadata: TableMetadata, tags: Readonly<Record<string, string>>): Promise<CreatedTable> {
    const input = {
      InstanceId: this.instanceId,
      ...toMetadata(metadata),
      Status: "PUBLISHED",
      // An empty map is refused: the service wants at least one tag, or none at all.
      Tags: Object.keys(tags).length > 0 ? { ...tags } : undefined,
    } as const;
    const answer = await this.connection.call("CreateDataTable", (client) =>
      client.send(new CreateDataTableCommand(input)),
    );
    if (!answer.Id || !answer.Arn) throw cutShort("CreateDataTable");
    return { dataTableId: answer.Id, arn: answer.Arn, lockVersion: fromLockVersion(answer.LockVersion) };
  }

  async updateMetadata(dataTableId: string, metadata: TableMetadata): Promise<LockVersion> {
    const command = new UpdateDataTableMetadataCommand({ ...this.ids(dataTableId), ...toMetadata(metadata) });
    const answer = await this.connection.call("UpdateDataTableMetadata", (client) => client.send(command));
    return fromLockVersion(answer.LockVersion);
  }

  async deleteTable(dataTableId: string): Promise<void> {
    const command = new DeleteDataTableCommand(this.ids(dataTableId));
    await this.connection.call("DeleteDataTable", (client) => client.send(command));
  }

  async tag(arn: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const command = new TagResourceCommand({ resourceArn: arn, tags: { ...tags } });
    await this.connection.call("TagResource", (client) => client.send(command));
  }

  async untag(arn: string, keys: readonly string[]): Promise<void> {
    const command = new UntagResourceCommand({ resourceArn: arn, tagKeys: [...keys] });
    await this.connection.call("UntagResource", (client) => client.send(command));
  }

  async createAttribute(dataTableId: string, settings: ColumnSettings): Promise<CreatedColumn> {
    const command = new CreateDataTableAttributeCommand({ ...this.ids(dataTableId), ...toColumn(settings) });
    const answer = await this.connection.call("CreateDataTableAttribute", (client) => client.send(command));
    return { attributeId: answer.AttributeId, lockVersion: fromLockVersion(answer.LockVersion) };
  }

  async updateAttribute(dataTableId: string, name: string, settings: ColumnSettings): Promise<LockVersion> {
    const input = { ...this.ids(dataTableId), AttributeName: name, ...toColumn(settings) };
    const command = new UpdateDataTableAttributeCommand(input);
    const answer = await this.connection.call("UpdateDataTableAttribute", (client) => client.send(command));
    return fromLockVersion(answer.LockVersion);
  }

  async deleteAttribute(dataTableId: string, name: string): Promise<LockVersion> {
    const command = new DeleteDataTableAttributeCommand({ ...this.ids(dataTableId), AttributeName: name });
    const answer = await this.connection.call("DeleteDataTableAttribute", (client) => client.send(command));
    return fromLockVersion(answer.LockVersion);
  }

  private ids(dataTableId: string) {
    return { InstanceId: this.instanceId, DataTableId: dataTableId };
  }
}
