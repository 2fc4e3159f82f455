// One value a request, read before it is written, paced at the rate of the quota: the script that everybody writes first.
import {
  BatchCreateDataTableValueCommand,
  BatchDeleteDataTableValueCommand,
  BatchDescribeDataTableValueCommand,
  BatchUpdateDataTableValueCommand,
} from "@aws-sdk/client-connect";
import { readFileSync } from "node:fs";
import { cellsOf, pause, send } from "./with-retry.mjs";

const { table, rows, destroy } = JSON.parse(readFileSync(process.argv[2], "utf8"));

for (const cell of cellsOf(rows)) {
  const { PrimaryValues, AttributeName, Value } = cell;
  const paced = pause(500);
  const address = { PrimaryValues, AttributeName };
  const { Successful = [] } = await send(new BatchDescribeDataTableValueCommand({ ...table, Values: [address] }));
  const [live] = Successful;
  if (destroy) {
    if (live)
      await send(
        new BatchDeleteDataTableValueCommand({ ...table, Values: [{ ...address, LockVersion: live.LockVersion }] }),
      );
  } else if (!live) {
    await send(new BatchCreateDataTableValueCommand({ ...table, Values: [cell] }));
  } else if (live.Value !== Value) {
    await send(
      new BatchUpdateDataTableValueCommand({ ...table, Values: [{ ...cell, LockVersion: live.LockVersion }] }),
    );
  }
  await paced;
}
