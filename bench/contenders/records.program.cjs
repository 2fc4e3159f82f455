/* global process */
// A Pulumi program with one dynamic resource for each record, shaped as CloudFormation's AWS::Connect::DataTableRecord is.
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");

const provider = {
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(olds.values) !== JSON.stringify(news.values) };
  },
  async create(inputs) {
    const { BatchCreateDataTableValueCommand } = require("@aws-sdk/client-connect");
    const { send, items } = require(`${process.cwd()}/helper.cjs`);
    await send(inputs, new BatchCreateDataTableValueCommand({ ...inputs.table, Values: items(inputs) }));
    return { id: inputs.store, outs: inputs };
  },
  async read(id, props) {
    const { describe } = require(`${process.cwd()}/helper.cjs`);
    const live = await describe(props);
    const values = Object.fromEntries(live.map(({ AttributeName, Value }) => [AttributeName, Value]));
    return { id, props: { ...props, values }, inputs: { ...props, values } };
  },
  async update(_id, olds, news) {
    const { BatchUpdateDataTableValueCommand } = require("@aws-sdk/client-connect");
    const { describe, items, send } = require(`${process.cwd()}/helper.cjs`);
    const locks = new Map((await describe(news)).map(({ AttributeName, LockVersion }) => [AttributeName, LockVersion]));
    const changed = items(news).filter(({ AttributeName, Value }) => olds.values[AttributeName] !== Value);
    const Values = changed.map((item) => ({ ...item, LockVersion: locks.get(item.AttributeName) }));
    await send(news, new BatchUpdateDataTableValueCommand({ ...news.table, Values }));
    return { outs: news };
  },
  async delete(_id, props) {
    const { BatchDeleteDataTableValueCommand } = require("@aws-sdk/client-connect");
    const { describe, send } = require(`${process.cwd()}/helper.cjs`);
    const Values = (await describe(props)).map(({ PrimaryValues, AttributeName, LockVersion }) => ({
      PrimaryValues,
      AttributeName,
      LockVersion,
    }));
    await send(props, new BatchDeleteDataTableValueCommand({ ...props.table, Values }));
  },
};

class DataTableRecord extends pulumi.dynamic.Resource {
  constructor(name, props) {
    super(provider, name, props);
  }
}

const { table, rows, speed } = JSON.parse(readFileSync("desired.json", "utf8"));
for (const { Store, ...cells } of rows) {
  const texts = Object.entries(cells).map(([name, value]) => [
    name,
    Array.isArray(value) ? JSON.stringify(value) : String(value),
  ]);
  new DataTableRecord(Store, { store: Store, values: Object.fromEntries(texts), table, speed });
}
