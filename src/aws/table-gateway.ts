import {
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  DeleteDataTableAttributeCommand,
  DeleteDataTableCommand,
  ListDataTablesCommand,
  ListDataTableValuesCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDataTableAttributeCommand,
  UpdateDataTableMetadataCommand,
  type ConnectClient,
} from "@aws-sdk/client-connect";
import { limits } from "../core/limits";
import type { Attribute, LiveCell, LockVersion } from "../core/model";
import type { ColumnSettings, TableMetadata } from "../core/table/table-declaration";
import type { TableDescription } from "../sync/gateway";
import { ServiceError } from "../sync/service-error";
import type { CreatedColumn, CreatedTable, SchemaGateway, TableSummary } from "../sync/table-gateway";
import { connectionFor, type Connection } from "./connection";
import type { ConnectionSettings } from "./connection-settings";
import { toColumn, toMetadata } from "./table-wire";
import { ValuesGateway, type Page } from "./values-gateway";
import { fromLockVersion } from "./wire";

/** The gateway to the tables of one instance. No request is sent before its first use. `instanceId` is an id, no ARN. */
export function openInstance(settings: ConnectionSettings, instanceId: string): SchemaGateway {
  return new TableSchemas(connectionFor(settings), instanceId);
}

/** `SchemaGateway` over the AWS SDK. What a table answers of itself is read as `ValuesGateway` reads it. */
export class TableSchemas implements SchemaGateway {
  constructor(
    private readonly connection: Connection,
    private readonly instanceId: string,
  ) {}

  async listTables(): Promise<TableSummary[]> {
    const tables: TableSummary[] = [];
    const pages = this.pages("ListDataTables", async (client, NextToken) => {
      const input = { InstanceId: this.instanceId, MaxResults: limits.pageSize, NextToken };
      const answer = await client.send(new ListDataTablesCommand(input));
      return { ...answer, entries: answer.DataTableSummaryList };
    });
    for await (const page of pages) {
      for (const { Id = "", Arn = "", Name = "" } of page) tables.push({ dataTableId: Id, arn: Arn, name: Name });
    }
    return tables;
  }

  describeTable(dataTableId: string): Promise<TableDescription> {
    return this.table(dataTableId).describeTable();
  }

  listAttributes(dataTableId: string): Promise<Attribute[]> {
    return this.table(dataTableId).listAttributes();
  }

  async hasValues(dataTableId: string): Promise<boolean> {
    const pages = this.pages("ListDataTableValues", async (client, NextToken) => {
      const input = { ...this.ids(dataTableId), MaxResults: 1, NextToken };
      const answer = await client.send(new ListDataTableValuesCommand(input));
      return { ...answer, entries: answer.Values };
    });
    for await (const page of pages) if (page.length > 0) return true;
    return false;
  }

  listValues(dataTableId: string): Promise<LiveCell[]> {
    return this.table(dataTableId).listValues();
  }

  instanceAnswers(): Promise<boolean> {
    return this.table("").instanceAnswers();
  }

  async createTable(metadata: TableMetadata, tags: Readonly<Record<string, string>>): Promise<CreatedTable> {
    const input = {
      InstanceId: this.instanceId,
      ...toMetadata(metadata),
      Status: "PUBLISHED",
      // An empty map is refused: the service wants at least one tag, or none at all.
      Tags: Object.keys(tags).length > 0 ? { ...tags } : undefined,
    } as const;
    const answer = await this.call("CreateDataTable", (client) => client.send(new CreateDataTableCommand(input)));
    if (!answer.Id || !answer.Arn) throw cutShort("CreateDataTable");
    return { dataTableId: answer.Id, arn: answer.Arn, lockVersion: fromLockVersion(answer.LockVersion) };
  }

  async updateMetadata(dataTableId: string, metadata: TableMetadata): Promise<LockVersion> {
    const command = new UpdateDataTableMetadataCommand({ ...this.ids(dataTableId), ...toMetadata(metadata) });
    const answer = await this.call("UpdateDataTableMetadata", (client) => client.send(command));
    return fromLockVersion(answer.LockVersion);
  }

  async deleteTable(dataTableId: string): Promise<void> {
    const command = new DeleteDataTableCommand(this.ids(dataTableId));
    await this.call("DeleteDataTable", (client) => client.send(command));
  }

  async tag(arn: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const command = new TagResourceCommand({ resourceArn: arn, tags: { ...tags } });
    await this.call("TagResource", (client) => client.send(command));
  }

  async untag(arn: string, keys: readonly string[]): Promise<void> {
    const command = new UntagResourceCommand({ resourceArn: arn, tagKeys: [...keys] });
    await this.call("UntagResource", (client) => client.send(command));
  }

  async createAttribute(dataTableId: string, settings: ColumnSettings): Promise<CreatedColumn> {
    const command = new CreateDataTableAttributeCommand({ ...this.ids(dataTableId), ...toColumn(settings) });
    const answer = await this.call("CreateDataTableAttribute", (client) => client.send(command));
    return { attributeId: answer.AttributeId, lockVersion: fromLockVersion(answer.LockVersion) };
  }

  async updateAttribute(dataTableId: string, name: string, settings: ColumnSettings): Promise<LockVersion> {
    const input = { ...this.ids(dataTableId), AttributeName: name, ...toColumn(settings) };
    const command = new UpdateDataTableAttributeCommand(input);
    const answer = await this.call("UpdateDataTableAttribute", (client) => client.send(command));
    return fromLockVersion(answer.LockVersion);
  }

  async deleteAttribute(dataTableId: string, name: string): Promise<LockVersion> {
    const command = new DeleteDataTableAttributeCommand({ ...this.ids(dataTableId), AttributeName: name });
    const answer = await this.call("DeleteDataTableAttribute", (client) => client.send(command));
    return fromLockVersion(answer.LockVersion);
  }

  private table(dataTableId: string): ValuesGateway {
    return new ValuesGateway(this.connection, { instanceId: this.instanceId, dataTableId });
  }

  private ids(dataTableId: string) {
    return { InstanceId: this.instanceId, DataTableId: dataTableId };
  }

  private call<Output>(operation: string, send: (client: ConnectClient) => Promise<Output>): Promise<Output> {
    return this.connection.call(operation, send);
  }

  /** The pages of a listing, as far as they are asked for. A token that comes back twice would never end, so it is an error. */
  private async *pages<Entry>(
    operation: string,
    send: (client: ConnectClient, token: string | undefined) => Promise<Page<Entry[] | undefined>>,
  ): AsyncGenerator<Entry[]> {
    const seen = new Set<string>();
    for (let token: string | undefined; ;) {
      const current: string | undefined = token;
      const { entries, NextToken: next }: Page<Entry[] | undefined> = await this.call(operation, (client) =>
        send(client, current),
      );
      if (!entries) throw cutShort(operation);
      yield entries;
      if (!next) return;
      if (seen.has(next)) throw new ServiceError("server", operation, "the service repeated a page token; try again.");
      seen.add(next);
      token = next;
    }
  }
}

/** SDKs do not fail on a truncated 200 answer: a missing member means unknown, not none. */
function cutShort(operation: string): ServiceError {
  return new ServiceError("lost", operation, "the answer was cut short");
}
