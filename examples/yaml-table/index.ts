import * as pulumi from "@pulumi/pulumi";
import { DataTableFile } from "pulumi-connect-data-tables";

const instanceId = new pulumi.Config().require("instanceId");

const hours = new DataTableFile("store-hours", { instanceId, file: "tables/store-hours.yaml" });

/** For flows that look something up in the table. */
export const dataTableId = hours.dataTableId;
