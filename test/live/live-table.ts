/** A scratch table of a real instance: made, edited, read and removed as anybody would, through the service. */
import {
  BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValueCommand,
  BatchDescribeDataTableValueCommand,
  BatchUpdateDataTableValueCommand,
  ConnectClient,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  DeleteDataTableCommand,
  ListDataTableValuesCommand,
  type DataTableLockLevel,
  type DataTableLockVersion,
} from "@aws-sdk/client-connect";
import { Limiter, currentClock } from "../../src/aws/limiter";
import { marker, runPrefix, tag } from "../../src/probe/lab/scratch-names";
import type { Edit } from "../../src/simulator";
import type { ColumnSpec } from "../helpers/values-bench";
import { rowName } from "../scenario/sweep";
import type { Expected } from "../scenario/story";

/** Where the scratch tables are made, and how fast. */
export interface Live {
  readonly instanceId: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly runId: string;
}

/** A cell with the lock version that it has. */
interface Item {
  readonly PrimaryValues: { AttributeName: string; Value: string }[] | undefined;
  readonly AttributeName: string;
  readonly LockVersion?: DataTableLockVersion;
}

/** One scratch table. */
export class LiveTable {
  private readonly limiter: Limiter;

  private constructor(
    readonly live: Live,
    private readonly client: ConnectClient,
    private readonly columns: Readonly<Record<string, ColumnSpec>>,
    private id = "",
  ) {
    this.limiter = new Limiter(live.requestsPerSecond, live.burst, currentClock());
  }

  static async make(
    live: Live,
    columns: Readonly<Record<string, ColumnSpec>>,
    level: DataTableLockLevel,
  ): Promise<LiveTable> {
    const client = new ConnectClient({ region: live.region, endpoint: live.endpoint, maxAttempts: 8 });
    const table = new LiveTable(live, client, columns);
    await table.create(level);
    return table;
  }

  /** The arguments that point at it. */
  inputs() {
    const { instanceId, region, endpoint, requestsPerSecond, burst } = this.live;
    const primaryAttributes = Object.keys(this.columns).filter((name) => this.columns[name]?.primary);
    const place = {
      instanceId,
      region,
      dataTableId: this.id,
      requestsPerSecond,
      burst,
      ...(endpoint !== undefined && { endpoint }),
    };
    return { ...place, ...(primaryAttributes.length > 0 && { primaryAttributes }) };
  }

  /** What is in it. */
  async values(): Promise<Expected> {
    const rows = new Map<string, Record<string, string>>();
    for (let NextToken: string | undefined; ;) {
      await this.limiter.acquire();
      const page = await this.client.send(
        new ListDataTableValuesCommand({ ...this.place(), MaxResults: 1000, NextToken }),
      );
      for (const { PrimaryValues, AttributeName = "", Value = "" } of page.Values ?? []) {
        const keys = Object.fromEntries((PrimaryValues ?? []).map((key) => [key.AttributeName ?? "", key.Value ?? ""]));
        if (Object.hasOwn(keys, AttributeName)) continue;
        const name = Object.keys(keys).length === 0 ? "\\default" : rowName(keys);
        rows.set(name, { ...rows.get(name), [AttributeName]: Value });
      }
      NextToken = page.NextToken;
      if (NextToken === undefined) return Object.fromEntries(rows);
    }
  }

  /** Writes as somebody else. */
  async edit({ keys = {}, column = "", value = null }: Omit<Edit, "table">): Promise<void> {
    const entries = Object.entries(keys).map(([AttributeName, Value]) => ({ AttributeName, Value }));
    const item = { PrimaryValues: entries.length > 0 ? entries : undefined, AttributeName: column };
    await this.limiter.acquire();
    const described = await this.client.send(
      new BatchDescribeDataTableValueCommand({ ...this.place(), Values: [item] }),
    );
    const LockVersion = described.Successful?.[0]?.LockVersion;
    await this.limiter.acquire();
    const answer = await this.write({ ...item, LockVersion }, value, LockVersion !== undefined);
    if ((answer.Failed ?? []).length > 0) throw new Error(`an edit failed: ${answer.Failed?.[0]?.Message}`);
  }

  /** Removes it with everything in it. */
  async remove(): Promise<void> {
    if (this.id !== "") await this.client.send(new DeleteDataTableCommand(this.place()));
    this.client.destroy();
  }

  private place() {
    return { InstanceId: this.live.instanceId, DataTableId: this.id };
  }

  private async write(item: Item, value: string | null, exists: boolean): Promise<{ Failed?: { Message?: string }[] }> {
    const cell = { ...this.place(), Values: [{ ...item, Value: value ?? "" }] };
    if (value !== null) {
      return exists
        ? this.client.send(new BatchUpdateDataTableValueCommand(cell))
        : this.client.send(new BatchCreateDataTableValueCommand(cell));
    }
    if (!exists) return {};
    return this.client.send(
      new BatchDeleteDataTableValueCommand({ ...this.place(), Values: [{ LockVersion: {}, ...item }] }),
    );
  }

  private async create(ValueLockLevel: DataTableLockLevel): Promise<void> {
    const { instanceId: InstanceId, runId } = this.live;
    const Name = `${runPrefix(runId)}live-${Math.random().toString(36).slice(2, 8)}`;
    const text = { Name, Description: marker(runId, true), Tags: { [tag]: runId }, TimeZone: "UTC" };
    await this.limiter.acquire();
    const made = await this.client.send(
      new CreateDataTableCommand({ InstanceId, ...text, ValueLockLevel, Status: "PUBLISHED" }),
    );
    this.id = made.Id ?? "";
    for (const [column, { type, primary, validation }] of Object.entries(this.columns)) {
      const properties = { Name: column, ValueType: type, Primary: primary, Validation: validation };
      await this.limiter.acquire();
      await this.client.send(new CreateDataTableAttributeCommand({ ...this.place(), ...properties }));
    }
  }
}
