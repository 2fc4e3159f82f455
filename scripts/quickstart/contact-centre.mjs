/** What people in the contact centre do and see: through the same API, with the AWS SDK. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const connect = await import("@aws-sdk/client-connect");

const instance = { InstanceId: "11111111-2222-3333-4444-555555555555" };

function clientFor(endpoint) {
  const credentials = { accessKeyId: "supervisor", secretAccessKey: "supervisor" };
  return new connect.ConnectClient({ endpoint, region: "eu-central-1", credentials });
}

async function storeHours(client) {
  const { DataTableSummaryList = [] } = await client.send(new connect.ListDataTablesCommand(instance));
  const found = DataTableSummaryList.find(({ Name }) => Name === "StoreHours");
  if (!found) throw new Error("There is no table StoreHours. First: npm run quickstart -- up");
  return { ...instance, DataTableId: found.Id };
}

async function listValues(client, table) {
  const values = [];
  for await (const page of connect.paginateListDataTableValues({ client }, table)) values.push(...(page.Values ?? []));
  return values;
}

const keyOf = ({ PrimaryValues }) => (PrimaryValues ?? []).map(({ Value }) => Value).join(" ");

/** Prints the table; at most `most` rows. */
export async function showTable(endpoint, most) {
  const client = clientFor(endpoint);
  const rows = new Map();
  for (const cell of await listValues(client, await storeHours(client))) {
    const key = keyOf(cell) || "(default record)";
    rows.set(key, { ...rows.get(key), [cell.AttributeName]: cell.Value });
  }
  const columns = ["Opens", "Seats", "Weekend", "Channels", "ClosedMonths"];
  const line = (cells) =>
    `  ${cells.map((cell, i) => String(cell).padEnd([18, 7, 7, 9, 26, 0][i])).join("")}`.trimEnd();
  console.log(line(["", ...columns]));
  const all = [...rows];
  for (const [key, row] of all.slice(0, most)) console.log(line([key, ...columns.map((column) => row[column] ?? "")]));
  if (all.length > most) console.log(`  … and ${all.length - most} more rows`);
  return 0;
}

/** One edit, as the admin website makes it: read the value, write it with its lock version. */
export async function editAsSupervisor(endpoint, [country, store, column, value]) {
  if (value === undefined) throw new Error("Usage: npm run quickstart -- edit <Country> <Store> <column> <value>");
  const client = clientFor(endpoint);
  const table = await storeHours(client);
  const cells = await listValues(client, table);
  const cell = cells.find((entry) => keyOf(entry) === `${country} ${store}` && entry.AttributeName === column);
  if (!cell) throw new Error(`The table has no value for ${country} ${store}, ${column}.`);
  const { PrimaryValues, AttributeName, LockVersion } = cell;
  const keys = PrimaryValues.map(({ AttributeName: name, Value }) => ({ AttributeName: name, Value }));
  const item = { PrimaryValues: keys, AttributeName, LockVersion, Value: value };
  const { Failed = [] } = await client.send(new connect.BatchUpdateDataTableValueCommand({ ...table, Values: [item] }));
  if (Failed.length > 0) throw new Error(`The service refused the edit: ${Failed[0].Message}`);
  console.log(`  ${country} ${store}: ${column} was ${cell.Value}, is now ${value}`);
  return 0;
}
