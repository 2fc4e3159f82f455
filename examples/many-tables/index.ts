import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { DataTableFile } from "pulumi-connect-data-tables";

const instanceId = new pulumi.Config().require("instanceId");
const folder = "tables";

const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const tables = files.map((name) => {
  const resource = basename(name, ".yaml");
  return [resource, new DataTableFile(resource, { instanceId, file: join(folder, name) })] as const;
});

/** File name → id of its table. */
export const dataTableIds = Object.fromEntries(tables.map(([name, table]) => [name, table.dataTableId]));
