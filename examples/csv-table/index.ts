import * as pulumi from "@pulumi/pulumi";
import { DataTableFile } from "pulumi-connect-data-tables";

const instanceId = new pulumi.Config().require("instanceId");

const holidays = new DataTableFile("holidays", { instanceId, file: "tables/holidays.yaml" });

export const dataTableId = holidays.dataTableId;
