/* global setTimeout */
// What the provider of records.program.cjs needs: one client for the process, and retries as the scripts have them.
const { ConnectClient, BatchDescribeDataTableValueCommand } = require("@aws-sdk/client-connect");

const client = new ConnectClient({ maxAttempts: 1 });
const key = ({ store }) => [{ AttributeName: "Store", Value: store }];

async function send({ speed }, command) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await client.send(command);
    } catch (error) {
      if (!/Throttl|TooManyRequests/.test(error.name)) throw error;
      const pause = Math.random() * Math.min(20_000, 100 * 2 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, pause / Number(speed)));
    }
  }
}

const items = (props) =>
  Object.entries(props.values).map(([AttributeName, Value]) => ({ PrimaryValues: key(props), AttributeName, Value }));

async function describe(props) {
  const Values = Object.keys(props.values).map((AttributeName) => ({ PrimaryValues: key(props), AttributeName }));
  return (await send(props, new BatchDescribeDataTableValueCommand({ ...props.table, Values }))).Successful;
}

module.exports = { send, items, describe };
