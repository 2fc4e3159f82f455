// Batches of 25 with a pause, as public kits for data tables have it: list, compare, and between two batches read the table again, because
// its lock version may have moved.
import {
  BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValueCommand,
  BatchUpdateDataTableValueCommand,
  DescribeDataTableCommand,
  ListDataTableValuesCommand,
} from "@aws-sdk/client-connect";
import { readFileSync } from "node:fs";
import { cellsOf, pause, send } from "./with-retry.mjs";

const { table, rows, destroy } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const nameOf = ({ PrimaryValues, AttributeName }) => JSON.stringify([PrimaryValues[0]?.Value, AttributeName]);

const live = new Map();
let NextToken;
do {
  const page = await send(new ListDataTableValuesCommand({ ...table, NextToken, MaxResults: 1000 }));
  for (const value of page.Values) live.set(nameOf(value), value);
  NextToken = page.NextToken;
} while (NextToken);

const cells = cellsOf(rows);
const withLock = (cell) => ({ ...cell, LockVersion: live.get(nameOf(cell)).LockVersion });
if (destroy) {
  const present = cells.filter((cell) => live.has(nameOf(cell)));
  await inBatches(
    present.map(({ PrimaryValues, AttributeName }) => withLock({ PrimaryValues, AttributeName })),
    BatchDeleteDataTableValueCommand,
  );
} else {
  await inBatches(
    cells.filter((cell) => !live.has(nameOf(cell))),
    BatchCreateDataTableValueCommand,
  );
  const changed = cells.filter((cell) => live.has(nameOf(cell)) && live.get(nameOf(cell)).Value !== cell.Value);
  await inBatches(changed.map(withLock), BatchUpdateDataTableValueCommand);
}

async function inBatches(items, Command) {
  for (let start = 0; start < items.length; start += 25) {
    await send(new DescribeDataTableCommand(table));
    await send(new Command({ ...table, Values: items.slice(start, start + 25) }));
    await pause(250);
  }
}
