import {
  BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValueCommand,
  BatchDescribeDataTableValueCommand,
  BatchUpdateDataTableValueCommand,
  DescribeDataTableCommand,
  ListDataTableAttributesCommand,
  ListDataTableValuesCommand,
  UpdateDataTablePrimaryValuesCommand,
  type ConnectClient,
} from "@aws-sdk/client-connect";
import { limits } from "../core/limits";
import type { TableDescription } from "../core/schema/declaration";
import type { Attribute, LiveCell, LockVersion, PrimaryValues } from "../core/model";
import { rowKey } from "../core/cells/row-key";
import type { BatchAnswer, CellTarget, TableGateway, WriteItem, WriteVerb } from "../sync/ports";
import type { Connection } from "./connection";
import { allEntries, pages, whole, type Page } from "./pages";
import { fromAttributeAnswer, fromCellAnswer, fromLockVersion, fromPrimaryValueList, toPrimaryValueList } from "./wire";

/** Which table: plain ids, no ARNs. */
interface TableAddress {
  readonly instanceId: string;
  readonly dataTableId: string;
}

/** The members of a success or failure item that tell which cell it is about. */
interface AnswerItem {
  readonly PrimaryValues?: { AttributeName?: string; Value?: string }[];
  readonly AttributeName?: string;
}

/** `TableGateway` over the AWS SDK. */
export class ConnectTable implements TableGateway {
  private readonly ids;

  constructor(
    private readonly connection: Connection,
    private readonly table: TableAddress,
  ) {
    this.ids = { InstanceId: table.instanceId, DataTableId: table.dataTableId };
  }

  async describeTable(): Promise<TableDescription> {
    const { DataTable: table } = await this.connection.call("DescribeDataTable", (client) =>
      client.send(new DescribeDataTableCommand(this.ids)),
    );
    return {
      dataTableId: table?.Id ?? this.table.dataTableId,
      arn: table?.Arn ?? "",
      name: table?.Name ?? "",
      description: table?.Description,
      timeZone: table?.TimeZone ?? "UTC",
      lockLevel: table?.ValueLockLevel ?? "NONE",
      tags: table?.Tags ?? {},
      lockVersion: fromLockVersion(table?.LockVersion),
    };
  }

  async listAttributes(): Promise<Attribute[]> {
    const columns = listing(this.connection, "ListDataTableAttributes", async (client, page) => {
      const answer = await client.send(new ListDataTableAttributesCommand({ ...this.ids, ...page }));
      return { ...answer, entries: answer.Attributes };
    });
    return (await allEntries(columns)).map(fromAttributeAnswer);
  }

  async listValues(onPage?: (count: number) => void): Promise<LiveCell[]> {
    return (await allEntries(this.pageValues(limits.pageSize), onPage)).map((entry) => fromCellAnswer(entry));
  }

  async hasValues(): Promise<boolean> {
    for await (const page of this.pageValues(1)) if (page.length > 0) return true;
    return false;
  }

  private pageValues(MaxResults: number) {
    return listing(this.connection, "ListDataTableValues", async (client, page) => {
      const answer = await client.send(new ListDataTableValuesCommand({ ...this.ids, ...page, MaxResults }));
      return { ...answer, entries: answer.Values };
    });
  }

  async describeValues(cells: readonly CellTarget[]): Promise<LiveCell[]> {
    const Values = cells.map((cell) => ({
      PrimaryValues: toPrimaryValueList(cell.primaryValues),
      AttributeName: cell.attribute,
    }));
    const operation = "BatchDescribeDataTableValue";
    const { entries } = await this.connection.call(operation, async (client) => {
      const answer = await client.send(new BatchDescribeDataTableValueCommand({ ...this.ids, Values }));
      return { ...answer, entries: whole(operation, answer.Successful) };
    });
    return entries.map((entry) => fromCellAnswer(entry));
  }

  async write(verb: WriteVerb, items: readonly WriteItem[]): Promise<BatchAnswer> {
    const { Successful, Failed, $metadata } = await this.send(verb, items);
    const requestId = $metadata.requestId ? ` (request id ${$metadata.requestId})` : "";
    return {
      succeeded: (Successful ?? []).map((item) => ({
        ...addressOf(item),
        lockVersion: fromLockVersion(item.LockVersion),
      })),
      failed: (Failed ?? []).map((item) => ({
        ...addressOf(item),
        message: `${item.Message ?? "refused without a message"}${requestId}`,
      })),
    };
  }

  async updatePrimaryValues(from: PrimaryValues, to: PrimaryValues, lockVersion: LockVersion): Promise<LockVersion> {
    const input = {
      ...this.ids,
      PrimaryValues: toPrimaryValueList(from),
      NewPrimaryValues: toPrimaryValueList(to),
      LockVersion: lockVersion,
    };
    const answer = await this.connection.call("UpdateDataTablePrimaryValues", (client) =>
      client.send(new UpdateDataTablePrimaryValuesCommand(input)),
    );
    return fromLockVersion(answer.LockVersion);
  }

  private send(verb: WriteVerb, items: readonly WriteItem[]) {
    const keys = (item: WriteItem) => ({
      PrimaryValues: toPrimaryValueList(item.primaryValues),
      AttributeName: item.attribute,
    });
    if (verb === "delete") {
      const Values = items.map((item) => ({ ...keys(item), LockVersion: item.lockVersion ?? {} }));
      return this.connection.call("BatchDeleteDataTableValue", (client) =>
        client.send(new BatchDeleteDataTableValueCommand({ ...this.ids, Values })),
      );
    }
    const Values = items.map((item) => ({ ...keys(item), Value: item.value, LockVersion: item.lockVersion }));
    const input = { ...this.ids, Values };
    return verb === "create"
      ? this.connection.call("BatchCreateDataTableValue", (client) =>
          client.send(new BatchCreateDataTableValueCommand(input)),
        )
      : this.connection.call("BatchUpdateDataTableValue", (client) =>
          client.send(new BatchUpdateDataTableValueCommand(input)),
        );
  }
}

/** A list operation of the service, page by page. */
export function listing<Entry>(
  connection: Connection,
  operation: string,
  send: (client: ConnectClient, page: { NextToken?: string; MaxResults: number }) => Promise<Page<Entry>>,
): AsyncGenerator<readonly Entry[]> {
  return pages(operation, (NextToken, check) =>
    connection.call(operation, async (client) => check(await send(client, { NextToken, MaxResults: limits.pageSize }))),
  );
}

function addressOf(item: AnswerItem): CellTarget {
  const primaryValues = fromPrimaryValueList(item.PrimaryValues);
  return { rowKey: rowKey(primaryValues), primaryValues, attribute: item.AttributeName ?? "" };
}
