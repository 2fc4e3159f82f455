import assert from "node:assert/strict";
import {
  BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValueCommand,
  BatchDescribeDataTableValueCommand,
  BatchUpdateDataTableValueCommand,
  ConnectClient,
  CreateDataTableAttributeCommand,
  CreateDataTableCommand,
  EvaluateDataTableValuesCommand,
  ListDataTableAttributesCommand,
  ListDataTablePrimaryValuesCommand,
  ListDataTablesCommand,
  ListDataTableValuesCommand,
  UpdateDataTableMetadataCommand,
  UpdateDataTablePrimaryValuesCommand,
  type CreateDataTableAttributeCommandInput,
  type DataTableLockLevel,
  type DataTableLockVersion,
  type ListDataTableValuesCommandInput,
} from "@aws-sdk/client-connect";
import { startSimulator, type Simulator, type SimulatorOptions } from "../../../src/simulator";

/** The instance that the tests work in. */
export const instanceId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

/** Where a table is. */
export interface Place {
  readonly InstanceId: string;
  readonly DataTableId: string;
}

/** Column → `key`, a value type, or properties. */
export type Columns = Readonly<Record<string, string | Partial<CreateDataTableAttributeCommandInput>>>;

/** A client of a simulator with short names for what the tests do all the time. */
export class Bench {
  readonly client: ConnectClient;

  private constructor(readonly simulator: Simulator) {
    this.client = Bench.connect(simulator.url);
  }

  static connect(endpoint: string, region = "us-west-2"): ConnectClient {
    const credentials = { accessKeyId: "AKIDTEST", secretAccessKey: "secret" };
    return new ConnectClient({ endpoint, region, credentials, maxAttempts: 1 });
  }

  static async start(options: SimulatorOptions = {}): Promise<Bench> {
    return new Bench(await startSimulator(options));
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.simulator.close();
  }

  get send(): ConnectClient["send"] {
    return this.client.send.bind(this.client);
  }

  /** A table with columns; by default one key `Store` and one text `Opens`, at level VALUE. */
  async table(
    name = "Hours",
    level: DataTableLockLevel = "VALUE",
    columns: Columns = { Store: "key", Opens: "TEXT" },
  ): Promise<Place> {
    const made = await this.send(
      new CreateDataTableCommand({
        InstanceId: instanceId,
        Name: name,
        TimeZone: "Europe/Berlin",
        ValueLockLevel: level,
        Status: "PUBLISHED",
      }),
    );
    const place = { InstanceId: instanceId, DataTableId: made.Id ?? "" };
    for (const [column, what] of Object.entries(columns)) await this.column(place, column, what);
    return place;
  }

  column(place: Place, Name: string, what: Columns[string]) {
    const properties =
      what === "key" ? { ValueType: "TEXT", Primary: true } : typeof what === "string" ? { ValueType: what } : what;
    const input = { ...place, Name, ValueType: "TEXT", ...properties } as CreateDataTableAttributeCommandInput;
    return this.send(new CreateDataTableAttributeCommand(input));
  }

  setLevel(place: Place, ValueLockLevel: DataTableLockLevel, Name = "Hours") {
    return this.send(new UpdateDataTableMetadataCommand({ ...place, Name, TimeZone: "Europe/Berlin", ValueLockLevel }));
  }

  create(place: Place, ...Values: readonly Item[]) {
    return this.send(new BatchCreateDataTableValueCommand({ ...place, Values: [...Values] }));
  }

  update(place: Place, ...Values: readonly Item[]) {
    return this.send(new BatchUpdateDataTableValueCommand({ ...place, Values: [...Values] }));
  }

  remove(place: Place, ...items: readonly Item[]) {
    const Values = items.map(({ PrimaryValues, AttributeName, LockVersion = {} }) => ({
      PrimaryValues,
      AttributeName,
      LockVersion,
    }));
    return this.send(new BatchDeleteDataTableValueCommand({ ...place, Values }));
  }

  describe(place: Place, ...items: readonly Item[]) {
    const Values = items.map(({ PrimaryValues, AttributeName }) => ({ PrimaryValues, AttributeName }));
    return this.send(new BatchDescribeDataTableValueCommand({ ...place, Values }));
  }

  list(place: Place, more: Partial<ListDataTableValuesCommandInput> = {}) {
    return this.send(new ListDataTableValuesCommand({ ...place, ...more }));
  }

  listKeys(place: Place, more: Partial<ListDataTableValuesCommandInput> = {}) {
    return this.send(new ListDataTablePrimaryValuesCommand({ ...place, ...more }));
  }

  listColumns(place: Place) {
    return this.send(new ListDataTableAttributesCommand(place));
  }

  listTables(more: { NextToken?: string; MaxResults?: number } = {}) {
    return this.send(new ListDataTablesCommand({ InstanceId: instanceId, ...more }));
  }

  rekey(place: Place, from: string, to: string, LockVersion: DataTableLockVersion) {
    const key = (Value: string) => [{ AttributeName: "Store", Value }];
    return this.send(
      new UpdateDataTablePrimaryValuesCommand({
        ...place,
        PrimaryValues: key(from),
        NewPrimaryValues: key(to),
        LockVersion,
      }),
    );
  }

  async evaluate(place: Place, store: string | null, ...AttributeNames: string[]) {
    const set = {
      ...(store !== null && { PrimaryValues: [{ AttributeName: "Store", Value: store }] }),
      AttributeNames,
    };
    const answer = await this.send(new EvaluateDataTableValuesCommand({ ...place, Values: [set] }));
    return (answer.Values ?? []).map(({ Found, Error, EvaluatedValue }) => [Found, Error, EvaluatedValue]);
  }

  /** The lock version of one cell, as the list gives it. */
  async lock(place: Place, store: string | null, column = "Opens"): Promise<DataTableLockVersion> {
    const { Values = [] } = await this.list(place);
    const found = Values.find(
      ({ AttributeName, PrimaryValues }) => AttributeName === column && (PrimaryValues?.[0]?.Value ?? null) === store,
    );
    return found?.LockVersion ?? {};
  }
}

/** One item of a batch, for all verbs. */
export interface Item {
  readonly PrimaryValues?: { AttributeName: string; Value: string }[];
  readonly AttributeName: string;
  readonly Value: string;
  readonly LockVersion?: DataTableLockVersion;
}

/** An item for the column of a store; null: of the default record. */
export function cell(
  store: string | null,
  Value = "",
  LockVersion?: DataTableLockVersion,
  AttributeName = "Opens",
): Item {
  return {
    ...(store !== null && { PrimaryValues: [{ AttributeName: "Store", Value: store }] }),
    AttributeName,
    Value,
    ...(LockVersion && { LockVersion }),
  };
}

/** Asserts that a call is refused as a whole with a type, and a message where it matters. */
export async function refused(call: Promise<unknown>, type: string, message = /./): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, type);
    assert.match(error.message, message);
    return true;
  });
}

/** How many items of a batch succeeded, and the messages of those that failed. */
export function outcome(answer: { Successful?: unknown[]; Failed?: { Message?: string }[] }): [number, ...string[]] {
  return [answer.Successful?.length ?? -1, ...(answer.Failed ?? []).map(({ Message }) => Message ?? "")];
}
