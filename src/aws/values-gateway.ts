import {
  BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValueCommand,
  BatchDescribeDataTableValueCommand,
  BatchUpdateDataTableValueCommand,
  DescribeDataTableCommand,
  ListDataTableAttributesCommand,
  ListDataTablesCommand,
  ListDataTableValuesCommand,
  UpdateDataTablePrimaryValuesCommand,
  type ConnectClient,
} from "@aws-sdk/client-connect";
import { limits } from "../core/limits";
import type { Attribute, LiveCell, LockVersion, PrimaryValues } from "../core/model";
import { rowKey } from "../core/row-key";
import type { BatchAnswer, CellTarget, TableDescription, TableGateway, WriteItem, WriteVerb } from "../sync/gateway";
import { isServiceError, ServiceError } from "../sync/service-error";
import type { Connection } from "./connection";
import { fromAttributeAnswer, fromCellAnswer, fromLockVersion, fromPrimaryValueList, toPrimaryValueList } from "./wire";

/** Which table: plain ids, no ARNs. */
export interface TableAddress {
  readonly instanceId: string;
  readonly dataTableId: string;
}

/** The members of a success or failure item that tell which cell it is about. */
interface AnswerItem {
  readonly PrimaryValues?: { AttributeName?: string; Value?: string }[];
  readonly AttributeName?: string;
}

/** One page of a listing, with the answer's own members: the connection logs its request id. */
export interface Page<Entries> {
  readonly entries: Entries;
  readonly NextToken?: string;
}

/** The gateway to one table over the AWS SDK. */
export class ValuesGateway implements TableGateway {
  private readonly ids;

  constructor(
    private readonly connection: Connection,
    private readonly table: TableAddress,
  ) {
    this.ids = { InstanceId: table.instanceId, DataTableId: table.dataTableId };
  }

  async describeTable(): Promise<TableDescription> {
    const { DataTable: table } = await this.call("DescribeDataTable", (client) =>
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
    const pages = this.pages("ListDataTableAttributes", async (client, page) => {
      const answer = await client.send(new ListDataTableAttributesCommand({ ...this.ids, ...page }));
      return { ...answer, entries: answer.Attributes };
    });
    return (await pages).map(fromAttributeAnswer);
  }

  async listValues(): Promise<LiveCell[]> {
    const pages = this.pages("ListDataTableValues", async (client, page) => {
      const answer = await client.send(new ListDataTableValuesCommand({ ...this.ids, ...page }));
      return { ...answer, entries: answer.Values };
    });
    return (await pages).map((entry) => fromCellAnswer(entry));
  }

  async describeValues(cells: readonly CellTarget[]): Promise<LiveCell[]> {
    const Values = cells.map((cell) => ({
      PrimaryValues: toPrimaryValueList(cell.primaryValues),
      AttributeName: cell.attribute,
    }));
    const operation = "BatchDescribeDataTableValue";
    const { entries } = await this.call(operation, async (client) => {
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
    const answer = await this.call("UpdateDataTablePrimaryValues", (client) =>
      client.send(new UpdateDataTablePrimaryValuesCommand(input)),
    );
    return fromLockVersion(answer.LockVersion);
  }

  async instanceAnswers(): Promise<boolean> {
    try {
      const input = { InstanceId: this.table.instanceId, MaxResults: 1 };
      await this.call("ListDataTables", (client) => client.send(new ListDataTablesCommand(input)));
      return true;
    } catch (error) {
      if (isServiceError(error, "not-found")) return false;
      throw error;
    }
  }

  private send(verb: WriteVerb, items: readonly WriteItem[]) {
    const keys = (item: WriteItem) => ({
      PrimaryValues: toPrimaryValueList(item.primaryValues),
      AttributeName: item.attribute,
    });
    if (verb === "delete") {
      const Values = items.map((item) => ({ ...keys(item), LockVersion: item.lockVersion ?? {} }));
      return this.call("BatchDeleteDataTableValue", (client) =>
        client.send(new BatchDeleteDataTableValueCommand({ ...this.ids, Values })),
      );
    }
    const Values = items.map((item) => ({ ...keys(item), Value: item.value, LockVersion: item.lockVersion }));
    const input = { ...this.ids, Values };
    return verb === "create"
      ? this.call("BatchCreateDataTableValue", (client) => client.send(new BatchCreateDataTableValueCommand(input)))
      : this.call("BatchUpdateDataTableValue", (client) => client.send(new BatchUpdateDataTableValueCommand(input)));
  }

  private call<Output>(operation: string, send: (client: ConnectClient) => Promise<Output>): Promise<Output> {
    return this.connection.call(operation, send);
  }

  private pages<Entry>(
    operation: string,
    send: (
      client: ConnectClient,
      page: { NextToken?: string; MaxResults: number },
    ) => Promise<Page<Entry[] | undefined>>,
  ): Promise<Entry[]> {
    return allPages(operation, (NextToken) =>
      this.call(operation, async (client) => {
        const page = await send(client, { NextToken, MaxResults: limits.pageSize });
        return { ...page, entries: whole(operation, page.entries) };
      }),
    );
  }
}

/** Every page of a list operation. A token that comes back twice would never end, so it is an error. */
async function allPages<Entry>(
  operation: string,
  page: (token: string | undefined) => Promise<Page<Entry[]>>,
): Promise<Entry[]> {
  const all: Entry[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const { entries, NextToken: next } = await page(token);
    for (const entry of entries) all.push(entry);
    if (!next) return all;
    if (seen.has(next)) throw new ServiceError("server", operation, "the service repeated a page token; try again.");
    seen.add(next);
    token = next;
  }
}

function addressOf(item: AnswerItem): CellTarget {
  const primaryValues = fromPrimaryValueList(item.PrimaryValues);
  return { rowKey: rowKey(primaryValues), primaryValues, attribute: item.AttributeName ?? "" };
}

/** SDKs do not fail on a truncated 200 answer: a missing list means unknown, not none. Thrown inside a call, so that a read is tried again. */
function whole<Entry>(operation: string, entries: Entry[] | undefined): Entry[] {
  if (!entries) throw new ServiceError("lost", operation, "the answer was cut short");
  return entries;
}
